using System.Text.Json;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Knowledge.V1;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;
using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Knowledge.Retrieval.Ranking;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Knowledge.Retrieval;

/// <summary>Chat gets the passages that speak to a question, their best sentences, and how far the twin's knowledge covers it.</summary>
internal sealed class SearchPassages(TenantDb db, PineconeVectorIndex vectors, WordStatistics words)
{
    private const int Candidates = 50;

    // The vector store may lag behind or lead: what counts as knowledge are the live rows.
    private const string ChunksSql = """
        select c.chunk_id as ChunkId, c.source_id as SourceId, c.version as Version, s.title as Title, c.heading_path as HeadingPath, c.page as Page, c.start_ms as StartMs,
            c.start_offset as StartOffset, c.end_offset as EndOffset, c.blocks::text as Blocks, c.content as Content
        from knowledge.chunks c
        join knowledge.sources s on s.source_id = c.source_id and s.version = c.version
        where c.chunk_id = any(@ChunkIds)
          and c.twin_id = @TwinId
          and s.status = 'live'
        """;

    public async Task<SearchReply> RunAsync(TenantId tenant, TwinId twinId, string question, int limit, CancellationToken ct)
    {
        var statistics = await words.OfAsync(tenant, twinId, ct);
        var query = SparseEncoder.EncodeQuery(question, statistics);
        var matches = await vectors.QueryAsync(twinId.ToString(), new SparseQuery(query.Vector), Candidates, new VectorFilter(tenant), ct);
        var scores = matches.ToDictionary(match => Guid.Parse(match.Id), match => match.Score);
        var chunks = (await db.QueryAsync<ChunkRow>(tenant, ChunksSql, new { ChunkIds = scores.Keys.ToArray(), TwinId = twinId }, ct))
            .ToDictionary(chunk => chunk.ChunkId);

        var candidates = chunks.Values
            .Select(chunk => new CandidatePassage(
                chunk.ChunkId, chunk.SourceId, chunk.Title, chunk.HeadingPath, chunk.Content, chunk.BlockSpans, scores[chunk.ChunkId]))
            .ToList();
        var ranking = PassageRanker.Rank(question, statistics, candidates, new RankingOptions { MaxPassages = limit });
        return new SearchReply
        {
            Evidence = EvidenceOf(ranking),
            Passages = { ranking.Passages.Select(ranked => PassageOf(ranked, chunks[ranked.Passage.ChunkId])) },
        };
    }

    private static Contracts.Knowledge.V1.Evidence EvidenceOf(PassageRanking ranking) => new()
    {
        Sufficient = AnswerGate.Decide(ranking.Evidence),
        Score = ranking.Evidence.Confidence,
        Threshold = AnswerGate.DefaultThreshold,

        Confidence = Math.Clamp(ranking.Evidence.Confidence, 0, 1),
    };

    private static Passage PassageOf(RankedPassage ranked, ChunkRow chunk)
    {
        var passage = new Passage
        {
            ChunkId = chunk.ChunkId.ToString(),
            SourceId = chunk.SourceId.ToString(),
            SourceVersion = chunk.Version,
            SourceTitle = chunk.Title,
            HeadingPath = { chunk.HeadingPath },
            Start = chunk.StartOffset,
            End = chunk.EndOffset,
            Content = chunk.Content,
            Score = ranked.Score,
            Sentences =
            {
                ranked.Sentences.Select(sentence => new Sentence
                {
                    Start = chunk.StartOffset + sentence.Start,
                    End = chunk.StartOffset + sentence.End,
                    Score = sentence.Score,
                }),
            },
            Blocks = { chunk.BlockList.Select(BlockOf) },
        };
        if (chunk.Page is { } page)
        {
            passage.Page = page;
        }

        if (chunk.StartMs is { } startMs)
        {
            passage.StartSeconds = startMs / 1000;
        }

        return passage;
    }

    private static Block BlockOf(ChunkBlock stored)
    {
        var block = new Block { Start = stored.Start, End = stored.End, HeadingPath = { stored.Headings } };
        if (stored.Page is { } page)
        {
            block.Page = page;
        }

        if (stored.StartMs is { } startMs)
        {
            block.StartSeconds = startMs / 1000;
        }

        return block;
    }

    private sealed record ChunkRow(
        Guid ChunkId, Guid SourceId, int Version, string Title, string[] HeadingPath, int? Page, int? StartMs, int StartOffset, int EndOffset, string Blocks, string Content)
    {
        public IReadOnlyList<ChunkBlock> BlockList { get; } = JsonSerializer.Deserialize<List<ChunkBlock>>(Blocks, JsonSerializerOptions.Web)!;

        /// <summary>The blocks in offsets from the start of the content.</summary>
        public IReadOnlyList<TextSpan> BlockSpans => [.. BlockList.Select(block => new TextSpan(block.Start - StartOffset, block.End - StartOffset))];
    }

    private sealed record ChunkBlock(int Start, int End, int? Page, int? StartMs, string[] Headings);
}
