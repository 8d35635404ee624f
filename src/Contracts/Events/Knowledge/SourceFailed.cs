namespace TwinPlatform.Contracts.Events.Knowledge;

/// <summary>A source could not be ingested; its bytes are kept.</summary>
/// <param name="EventId"><inheritdoc cref="ITenantEvent.EventId" path="/summary"/></param>
/// <param name="TenantId"><inheritdoc cref="ITenantEvent.TenantId" path="/summary"/></param>
/// <param name="TwinId">The twin it happened to.</param>
/// <param name="OccurredAt"><inheritdoc cref="ITenantEvent.OccurredAt" path="/summary"/></param>
/// <param name="SourceId">The source.</param>
/// <param name="Code">The stable problem code, such as <c>source.pdf_broken</c>.</param>
public sealed record SourceFailed(
    Guid EventId, TenantId TenantId, TwinId TwinId, DateTimeOffset OccurredAt, Guid SourceId, string Code) : ITenantEvent
{
    /// <inheritdoc/>
    public int SchemaVersion { get; init; } = 1;
}
