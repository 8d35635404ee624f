using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Governance.Twins;

/// <summary>The caller sees one twin.</summary>
internal static class GetTwin
{
    private const string FindSql = """
        select twin_id as TwinId, name as Name, description as Description, settings ->> 'noAnswerMessage' as NoAnswerMessage, created_at as CreatedAt
        from governance.twins
        where twin_id = @TwinId
        """;

    public static async Task<Results<Ok<TwinView>, ProblemHttpResult>> Handle(TwinId twinId, Caller caller, TenantDb db, CancellationToken ct) =>
        await FindAsync(caller.Tenant, twinId, db, ct) is { } twin ? TypedResults.Ok(twin.View) : Problem.TwinNotFound;

    /// <returns>The twin, or null when it is not the tenant's.</returns>
    internal static Task<TwinRow?> FindAsync(TenantId tenant, TwinId twinId, TenantDb db, CancellationToken ct) =>
        db.QuerySingleOrDefaultAsync<TwinRow>(tenant, FindSql, new { TwinId = twinId }, ct);
}
