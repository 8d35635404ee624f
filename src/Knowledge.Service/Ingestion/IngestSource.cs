using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Knowledge.Infrastructure.Ids;
using TwinPlatform.Knowledge.Infrastructure.Jobs;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;
using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Ingestion.Chunking;
using TwinPlatform.Knowledge.Ingestion.Extraction;
using TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Data.Outbox;

namespace TwinPlatform.Knowledge.Ingestion;

/// <summary>
/// The owner's file becomes something visitors can be answered from: bytes → text → passages → vectors → live. Every id follows from source, version
/// and number, so starting again from the beginning writes the same rows and vectors and never a second copy.
/// </summary>
internal sealed partial class IngestSource(
    TenantDb db, JobLease lease, IsolatedExtractor extractor, PineconeVectorIndex vectors, TimeProvider clock, ILogger<IngestSource> logger) : IJobRunner
{
    private const string StartSql = """
        update knowledge.sources s
        set status = 'processing', error_code = null, error_message = null, updated_at = now()
        from knowledge.source_versions v
        where s.source_id = @SourceId
          and v.source_id = s.source_id
          and v.version = s.version
        returning s.source_id as SourceId, s.version as Version, s.title as Title, s.file_name as FileName, v.media_type as MediaType, v.content as Content
        """;

    private const string LiveSql = """
        update knowledge.sources
        set status = 'live', chunk_count = @ChunkCount, updated_at = now()
        where source_id = @SourceId
        """;

    private const string FailSql = """
        update knowledge.sources
        set status = 'failed', error_code = @Code, error_message = @Sentence, updated_at = now()
        where source_id = @SourceId
        """;

    private const string ExistsSql = "select status from knowledge.sources where source_id = @SourceId";

    public string JobType => "ingestion";

    public async Task RunAsync(LeasedJob job, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var file = await StartAsync(job, ct);
        var document = await ReadAsync(file, ct);
        var passages = PassagesOf(file, document);
        await lease.RunFencedAsync(job, tx => PassageStore.ReplaceAsync(tx, job, file, document, passages), ct);

        var records = passages.Select(passage => RecordOf(job, file, passage)).ToList();
        await vectors.UpsertAsync(job.TwinId.ToString(), records, ct);
        try
        {
            await GoLiveAsync(job, file, passages.Count, ct);
        }
        catch (LeaseLostException)
        {
            await WithdrawAsync(job, file, records, ct);
            throw;
        }

        LogIngested(file.SourceId, passages.Count, clock.GetElapsedTime(started).TotalMilliseconds);
    }

    public async Task GiveUpAsync(ScopedTransaction tx, LeasedJob job, string code, string sentence)
    {
        await tx.ExecuteAsync(FailSql, new { job.SourceId, Code = code, Sentence = sentence });
        await tx.PublishAsync(new SourceFailed(Guid.CreateVersion7(), job.TenantId, job.TwinId, clock.GetUtcNow(), job.SourceId!.Value, code));
    }

    private async Task<SourceFile> StartAsync(LeasedJob job, CancellationToken ct)
    {
        SourceFile? file = null;
        await lease.RunFencedAsync(
            job,
            async tx =>
            {
                file = await tx.QuerySingleOrDefaultAsync<SourceFile>(StartSql, new { job.SourceId });
                await JobLease.EnterStageAsync(tx, job, "parsing", $"Attempt {job.Attempt} begins.");
            },
            ct);
        return file ?? throw new LeaseLostException();
    }

    private async Task<ExtractedDocument> ReadAsync(SourceFile file, CancellationToken ct)
    {
        try
        {
            return await extractor.ExtractAsync(file.Content, file.FileName, file.MediaType, ct);
        }
        catch (ExtractionRefusedException e)
        {
            throw new JobRefusedException(e.Code, e.Message, e);
        }
    }

    private static List<Passage> PassagesOf(SourceFile file, ExtractedDocument document) =>
    [
        .. Chunker.Chunk(document).Select(chunk =>
        {
            var content = document.Text[chunk.Start..chunk.End];
            return new Passage(
                NameBasedId.OfChunk(file.SourceId, file.Version, chunk.Ordinal),
                chunk,
                content,
                document.BlocksWithin(chunk.Start, chunk.End),
                SparseEncoder.EncodeChunk(file.Title, chunk.HeadingPath, content));
        }),
    ];

    private static VectorRecord RecordOf(LeasedJob job, SourceFile file, Passage passage) =>
        new(passage.ChunkId.ToString(), new VectorMetadata(job.TenantId, job.TwinId, file.SourceId)) { Sparse = passage.Vector };

    private Task GoLiveAsync(LeasedJob job, SourceFile file, int chunkCount, CancellationToken ct) => lease.RunFencedAsync(
        job,
        async tx =>
        {
            await tx.ExecuteAsync(LiveSql, new { file.SourceId, ChunkCount = chunkCount });
            await JobLease.CompleteAsync(tx, job, $"Live with {chunkCount} passages.");
            await tx.PublishAsync(new SourceIngested(Guid.CreateVersion7(), job.TenantId, job.TwinId, clock.GetUtcNow(), file.SourceId, chunkCount));
        },
        ct);

    /// <remarks>
    /// The lease went while the vectors were being written. If another worker has it, it writes the same vectors and all is well; if the source was
    /// deleted, its deletion may have passed already and would leave these behind.
    /// </remarks>
    private async Task WithdrawAsync(LeasedJob job, SourceFile file, List<VectorRecord> records, CancellationToken ct)
    {
        var status = await db.QuerySingleOrDefaultAsync<string>(job.TenantId, ExistsSql, new { file.SourceId }, ct);
        if (status is null or "deleting")
        {
            await vectors.DeleteAsync(job.TwinId.ToString(), [.. records.Select(record => record.Id)], ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Source {SourceId} ingested into {ChunkCount} passages in {ElapsedMs:0} ms")]
    private partial void LogIngested(Guid sourceId, int chunkCount, double elapsedMs);
}

/// <summary>What was uploaded.</summary>
internal sealed record SourceFile(Guid SourceId, int Version, string Title, string? FileName, string MediaType, byte[] Content);

/// <summary>A passage on its way into the tables and the vector store.</summary>
internal sealed record Passage(Guid ChunkId, Chunk Chunk, string Content, IReadOnlyList<TextBlock> Blocks, SparseVector Vector);
