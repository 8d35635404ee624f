namespace TwinPlatform.Contracts.Events.Knowledge;

/// <summary>A source went live: visitors' questions can be answered from it.</summary>
/// <param name="EventId"><inheritdoc cref="ITenantEvent.EventId" path="/summary"/></param>
/// <param name="TenantId"><inheritdoc cref="ITenantEvent.TenantId" path="/summary"/></param>
/// <param name="TwinId">The twin it happened to.</param>
/// <param name="OccurredAt"><inheritdoc cref="ITenantEvent.OccurredAt" path="/summary"/></param>
/// <param name="SourceId">The source.</param>
/// <param name="ChunkCount">Passages it was cut into, each with one vector.</param>
public sealed record SourceIngested(
    Guid EventId, TenantId TenantId, TwinId TwinId, DateTimeOffset OccurredAt, Guid SourceId, int ChunkCount) : ITenantEvent
{
    /// <inheritdoc/>
    public int SchemaVersion { get; init; } = 1;
}
