namespace TwinPlatform.Contracts.Events.Governance;

/// <summary>A key was revoked: every gateway drops what it remembers of it.</summary>
/// <param name="EventId"><inheritdoc cref="ITenantEvent.EventId" path="/summary"/></param>
/// <param name="TenantId"><inheritdoc cref="ITenantEvent.TenantId" path="/summary"/></param>
/// <param name="OccurredAt"><inheritdoc cref="ITenantEvent.OccurredAt" path="/summary"/></param>
/// <param name="ApiKeyId">The key's id; its secret is nowhere stored.</param>
public sealed record ApiKeyRevoked(Guid EventId, TenantId TenantId, DateTimeOffset OccurredAt, Guid ApiKeyId) : ITenantEvent
{
    /// <inheritdoc/>
    public int SchemaVersion { get; init; } = 1;
}
