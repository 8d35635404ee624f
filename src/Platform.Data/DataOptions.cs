namespace TwinPlatform.Platform.Data;

/// <summary>Where a service's tables are.</summary>
/// <param name="Schema">The one schema the service owns, such as <c>knowledge</c>. Its login role is <c>twin_</c> + schema.</param>
public sealed record DataOptions(string Schema)
{
    /// <summary>
    /// The narrow role for work across tenants: a member's <c>set role</c> away, never inherited, with grants on single columns
    /// (docs/adr/0001 lists them).
    /// </summary>
    internal string CrossTenantRole => $"twin_{Schema}_crosstenant";

    internal string OutboxChannel => $"{Schema}_outbox";
}
