namespace TwinPlatform.Contracts;

/// <summary>What an API key may do. A key has the scopes it was given and no others; a scope never implies another.</summary>
public static class Scopes
{
    /// <summary>Make and see tenants. Held by the operator's key alone and never granted to a tenant's key.</summary>
    public const string TenantsAdmin = "tenants:admin";

    /// <summary>See twins.</summary>
    public const string TwinsRead = "twins:read";

    /// <summary>Make and change twins.</summary>
    public const string TwinsWrite = "twins:write";

    /// <summary>List API keys (never their secrets).</summary>
    public const string KeysRead = "keys:read";

    /// <summary>Make and revoke API keys, within the reach of the key that does it.</summary>
    public const string KeysWrite = "keys:write";

    /// <summary>See sources and ingestion jobs.</summary>
    public const string SourcesRead = "sources:read";

    /// <summary>Add and delete sources.</summary>
    public const string SourcesWrite = "sources:write";

    /// <summary>Ask a twin.</summary>
    public const string ChatAsk = "chat:ask";

    /// <summary>Read conversations, with what visitors wrote.</summary>
    public const string ConversationsRead = "conversations:read";

    /// <summary>Read a twin's figures.</summary>
    public const string MetricsRead = "metrics:read";

    /// <summary>Every scope that a tenant's key can hold, in the order the documentation lists them.</summary>
    public static IReadOnlyList<string> Grantable { get; } =
        [TwinsRead, TwinsWrite, KeysRead, KeysWrite, SourcesRead, SourcesWrite, ChatAsk, ConversationsRead, MetricsRead];
}
