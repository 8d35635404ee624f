namespace TwinPlatform.Contracts.Events.Knowledge;

/// <summary>A source was accepted and its bytes are stored; ingestion can start.</summary>
/// <param name="EventId"><inheritdoc cref="ITenantEvent.EventId" path="/summary"/></param>
/// <param name="TenantId"><inheritdoc cref="ITenantEvent.TenantId" path="/summary"/></param>
/// <param name="TwinId">The twin it happened to.</param>
/// <param name="OccurredAt"><inheritdoc cref="ITenantEvent.OccurredAt" path="/summary"/></param>
/// <param name="SourceId">The source.</param>
/// <param name="JobId">The job that will ingest it.</param>
public sealed record SourceAdded(
    Guid EventId, TenantId TenantId, TwinId TwinId, DateTimeOffset OccurredAt, Guid SourceId, Guid JobId) : ITenantEvent
{
    /// <inheritdoc/>
    public int SchemaVersion { get; init; } = 1;
}
