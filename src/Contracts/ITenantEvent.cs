namespace TwinPlatform.Contracts;

/// <summary>A fact that one service states and others react to. It travels through the outbox of the transaction that made it true.</summary>
public interface ITenantEvent
{
    /// <summary>Identifies the fact for ever: a consumer records it with its effect, so that a second delivery has none.</summary>
    Guid EventId { get; }

    /// <summary>The tenant whose fact it is; a consumer works in this tenant's transaction.</summary>
    TenantId TenantId { get; }

    /// <summary>When it became true, by the clock of the service that states it (UTC).</summary>
    DateTimeOffset OccurredAt { get; }

    /// <summary>Version of the event's shape; it grows when a field changes its meaning.</summary>
    int SchemaVersion { get; }
}
