using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Knowledge.Sources;

/// <summary>The owner sees one source: its state and, where it failed, why.</summary>
internal static class GetSource
{
    private const string FindSql = """
        select s.source_id as SourceId, s.twin_id as TwinId, s.title as Title, s.file_name as FileName, v.media_type as MediaType, v.byte_size as ByteSize,
            v.content_sha256 as Sha256, s.status as Status, s.error_code as ErrorCode, s.error_message as ErrorMessage, s.version as Version,
            s.chunk_count as ChunkCount, s.created_at as CreatedAt, s.updated_at as UpdatedAt
        from knowledge.sources s
        join knowledge.source_versions v on v.source_id = s.source_id and v.version = s.version
        where s.source_id = @SourceId
          and s.status <> 'deleting'
        """;

    public static async Task<Results<Ok<SourceView>, ProblemHttpResult>> Handle(Guid sourceId, Caller caller, TenantDb db, CancellationToken ct)
    {
        var source = await db.QuerySingleOrDefaultAsync<SourceRow>(caller.Tenant, FindSql, new { SourceId = sourceId }, ct);
        return source is not null && caller.MayReach(source.TwinId.Value) ? TypedResults.Ok(source.View) : SourceErrors.NotFound;
    }
}
