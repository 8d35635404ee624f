using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.Twins;

/// <summary>Body of <c>POST /v1/twins</c>.</summary>
/// <param name="Name">What visitors see, 1 to 200 characters, unlike the tenant's other twins.</param>
/// <param name="Description">What the twin is about, at most 2,000 characters.</param>
/// <param name="NoAnswerMessage">What it says when its knowledge does not hold the answer, at most 1,000 characters; a plain "I don't know" when absent.</param>
public sealed record CreateTwinRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: StringLength(2000)] string? Description = null,
    [property: StringLength(1000, MinimumLength = 1)] string? NoAnswerMessage = null);

/// <summary>The tenant gets a twin, empty of knowledge.</summary>
internal static class CreateTwin
{
    private const string InsertSql = """
        insert into governance.twins (twin_id, name, description, settings)
        values (@TwinId, @Name, @Description, jsonb_strip_nulls(jsonb_build_object('noAnswerMessage', @NoAnswerMessage::text)))
        returning twin_id as TwinId, name as Name, description as Description, settings ->> 'noAnswerMessage' as NoAnswerMessage, created_at as CreatedAt
        """;

    public static async Task<Results<Created<TwinView>, ProblemHttpResult>> Handle(CreateTwinRequest request, Caller caller, TenantDb db, CancellationToken ct)
    {
        if (caller.Twins is not null)
        {
            return TwinErrors.KeyLimitedToTwins;
        }

        try
        {
            var twin = await db.QuerySingleOrDefaultAsync<TwinRow>(
                caller.Tenant,
                InsertSql,
                new { TwinId = new TwinId(Guid.CreateVersion7()), request.Name, request.Description, request.NoAnswerMessage },
                ct);
            return TypedResults.Created($"/v1/twins/{twin!.TwinId}", twin.View);
        }
        catch (PostgresException e) when (e.ConstraintName == "twins_name_key")
        {
            return TwinErrors.NameTaken;
        }
    }
}
