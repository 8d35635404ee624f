using TwinPlatform.Contracts.Events.Chat;
using TwinPlatform.Contracts.Events.Knowledge;

namespace TwinPlatform.Metrics.Tests;

/// <summary>Facts about a twin.</summary>
internal static class Given
{
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static QuestionAnswered Answered(TestTwin twin, double confidence = 0.8, int citations = 2, double elapsedMs = 100, DateTimeOffset? at = null) =>
        new(Guid.CreateVersion7(), twin.Tenant, twin.TwinId, at ?? Now, Guid.CreateVersion7(), Answered: true, confidence, citations, elapsedMs);

    public static QuestionAnswered Unanswered(TestTwin twin, double elapsedMs = 100, DateTimeOffset? at = null) =>
        new(Guid.CreateVersion7(), twin.Tenant, twin.TwinId, at ?? Now, Guid.CreateVersion7(), Answered: false, Confidence: 0.1, CitationCount: 0, elapsedMs);

    public static SourceIngested Ingested(TestTwin twin, Guid sourceId, int chunks, DateTimeOffset? at = null) =>
        new(Guid.CreateVersion7(), twin.Tenant, twin.TwinId, at ?? Now, sourceId, chunks);

    public static SourceDeleted Deleted(TestTwin twin, Guid sourceId, DateTimeOffset? at = null) =>
        new(Guid.CreateVersion7(), twin.Tenant, twin.TwinId, at ?? Now, sourceId, ChunkCount: 5);

    public static SourceFailed Failed(TestTwin twin) =>
        new(Guid.CreateVersion7(), twin.Tenant, twin.TwinId, Now, Guid.CreateVersion7(), "source.pdf_broken");
}
