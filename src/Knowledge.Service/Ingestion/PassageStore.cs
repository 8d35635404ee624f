using System.Text.Json;
using TwinPlatform.Knowledge.Infrastructure.Jobs;
using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Ingestion.Extraction;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Knowledge.Ingestion;

/// <summary>Stores the text of a source, its passages and its word statistics, in place of what an earlier attempt may have left.</summary>
internal static class PassageStore
{
    private const string TextSql = """
        update knowledge.source_versions
        set text = @Text, media_type = @MediaType
        where source_id = @SourceId and version = @Version
        """;

    private const string ClearSql = """
        delete from knowledge.chunks
        where source_id = @SourceId and version = @Version
        """;

    // COPY is refused under row-level security; one statement with all rows is nearly as fast.
    private const string InsertSql = """
        insert into knowledge.chunks (chunk_id, source_id, version, twin_id, ordinal, start_offset, end_offset, page, start_ms, end_ms, heading_path, blocks, content)
        select c.chunk_id, @SourceId, @Version, @TwinId, c.ordinal, c.start_offset, c.end_offset, c.page, c.start_ms, c.end_ms, c.heading_path, c.blocks, c.content
        from jsonb_to_recordset(@Passages::jsonb) as c (
            chunk_id uuid, ordinal integer, start_offset integer, end_offset integer, page integer, start_ms integer, end_ms integer,
            heading_path text[], blocks jsonb, content text)
        """;

    private const string TermsSql = """
        insert into knowledge.source_terms (source_id, version, twin_id, chunk_count, term_hashes, chunk_frequencies)
        values (@SourceId, @Version, @TwinId, @ChunkCount, @TermHashes, @ChunkFrequencies)
        on conflict (tenant_id, source_id, version) do update
        set chunk_count = excluded.chunk_count, term_hashes = excluded.term_hashes, chunk_frequencies = excluded.chunk_frequencies
        """;

    public static async Task ReplaceAsync(
        ScopedTransaction tx, LeasedJob job, SourceFile file, ExtractedDocument document, IReadOnlyList<Passage> passages)
    {
        var terms = SourceTerms.Of([.. passages.Select(passage => passage.Vector)]);
        var (hashes, frequencies) = terms.ToBytes();
        await tx.ExecuteAsync(TextSql, new { file.SourceId, file.Version, document.Text, document.MediaType });
        await tx.ExecuteAsync(ClearSql, new { file.SourceId, file.Version });
        await tx.ExecuteAsync(InsertSql, new { file.SourceId, file.Version, job.TwinId, Passages = Json(passages) });
        await tx.ExecuteAsync(
            TermsSql,
            new { file.SourceId, file.Version, job.TwinId, terms.ChunkCount, TermHashes = hashes, ChunkFrequencies = frequencies });
        await JobLease.EnterStageAsync(tx, job, "indexing", $"Read as {document.MediaType}: {document.Text.Length} characters, {passages.Count} passages.{string.Concat(document.Notes.Select(note => " " + note))}");
    }

    private static string Json(IReadOnlyList<Passage> passages) => JsonSerializer.Serialize(passages.Select(passage => new
    {
        chunk_id = passage.ChunkId,
        ordinal = passage.Chunk.Ordinal,
        start_offset = passage.Chunk.Start,
        end_offset = passage.Chunk.End,
        page = passage.Chunk.Page,
        start_ms = passage.Blocks.Min(block => block.Time?.StartMs),
        end_ms = passage.Blocks.Max(block => block.Time?.EndMs),
        heading_path = passage.Chunk.HeadingPath,
        blocks = passage.Blocks.Select(block => new { start = block.Start, end = block.End, page = block.Page, startMs = block.Time?.StartMs, headings = block.HeadingPath }),
        content = passage.Content,
    }));
}
