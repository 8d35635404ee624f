using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Paging;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Governance.Twins;

/// <summary>A page of twins, newest first.</summary>
/// <param name="Items">The twins.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record ListTwinsResponse(IReadOnlyList<TwinView> Items, string? NextCursor);

/// <summary>The caller sees the twins that its key may reach.</summary>
internal static class ListTwins
{
    private const string PageSql = """
        select twin_id as TwinId, name as Name, description as Description, settings ->> 'noAnswerMessage' as NoAnswerMessage, created_at as CreatedAt
        from governance.twins
        where (created_at, twin_id) < (@BeforeAt, @BeforeId)
          and (@Reach::uuid[] is null or twin_id = any(@Reach))
        order by created_at desc, twin_id desc
        limit @ReadLimit
        """;

    public static async Task<Results<Ok<ListTwinsResponse>, ProblemHttpResult>> Handle(
        [AsParameters] PageRequest request, Caller caller, TenantDb db, CancellationToken ct)
    {
        if (!request.TryRead(out var page, out var refusal))
        {
            return refusal;
        }

        var rows = await db.QueryAsync<TwinRow>(
            caller.Tenant, PageSql, new { page.BeforeAt, page.BeforeId, page.ReadLimit, Reach = caller.Twins?.ToArray() }, ct);
        var (items, next) = page.Cut(rows, twin => new PageCursor(twin.CreatedAt, twin.TwinId.Value));
        return TypedResults.Ok(new ListTwinsResponse([.. items.Select(twin => twin.View)], next));
    }
}
