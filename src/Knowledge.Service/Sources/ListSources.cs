using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Paging;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Knowledge.Sources;

/// <summary>A page of sources, newest first.</summary>
/// <param name="Items">The sources.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record ListSourcesResponse(IReadOnlyList<SourceView> Items, string? NextCursor);

/// <summary>The owner sees what the twin was fed, and what became of it.</summary>
internal static class ListSources
{
    private const string PageSql = """
        select s.source_id as SourceId, s.twin_id as TwinId, s.title as Title, s.file_name as FileName, v.media_type as MediaType, v.byte_size as ByteSize,
            v.content_sha256 as Sha256, s.status as Status, s.error_code as ErrorCode, s.error_message as ErrorMessage, s.version as Version,
            s.chunk_count as ChunkCount, s.created_at as CreatedAt, s.updated_at as UpdatedAt
        from knowledge.sources s
        join knowledge.source_versions v on v.source_id = s.source_id and v.version = s.version
        where s.twin_id = @TwinId
          and s.status <> 'deleting'
          and (s.created_at, s.source_id) < (@BeforeAt, @BeforeId)
        order by s.created_at desc, s.source_id desc
        limit @ReadLimit
        """;

    public static async Task<Results<Ok<ListSourcesResponse>, ProblemHttpResult>> Handle(
        TwinId twinId, [AsParameters] PageRequest request, Caller caller, TenantDb db, CancellationToken ct)
    {
        if (!request.TryRead(out var page, out var refusal))
        {
            return refusal;
        }

        var rows = await db.QueryAsync<SourceRow>(caller.Tenant, PageSql, new { TwinId = twinId, page.BeforeAt, page.BeforeId, page.ReadLimit }, ct);
        var (items, next) = page.Cut(rows, source => new PageCursor(source.CreatedAt, source.SourceId));
        return TypedResults.Ok(new ListSourcesResponse([.. items.Select(source => source.View)], next));
    }
}
