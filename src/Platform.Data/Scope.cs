using System.Collections.Concurrent;
using TwinPlatform.Contracts;

namespace TwinPlatform.Platform.Data;

/// <summary>What a transaction may see: a setting that the row policies read, local to the transaction.</summary>
internal sealed class Scope
{
    /// <summary>The name of the statement parameter that carries the scope; no statement of a service uses it.</summary>
    public const string Parameter = "scope__";

    private static readonly ScopeKind TenantKind = new("app.tenant_id");
    private static readonly ScopeKind RoleKind = new("role");
    private static readonly ScopeKind NamespaceKind = new("app.namespace");

    private readonly ScopeKind _kind;

    private Scope(ScopeKind kind, string value)
    {
        _kind = kind;
        Value = value;
    }

    public string Value { get; }

    public static Scope Of(TenantId tenant) => new(TenantKind, tenant.ToString());

    public static Scope OfRole(string role) => new(RoleKind, role);

    /// <remarks>The default namespace is the empty string; the equals sign keeps it apart from a forgotten setting.</remarks>
    public static Scope OfNamespace(string name) => new(NamespaceKind, "=" + name);

    /// <summary>The statement behind the one that sets the scope; Npgsql sends both in one round trip.</summary>
    public string Prefix(string sql) => _kind.Prefix(sql);

    private sealed class ScopeKind(string setting)
    {
        // Statements are constants, so this cache is as large as the source code has statements.
        private readonly ConcurrentDictionary<string, string> _prefixed = new();

        public string Prefix(string sql) => _prefixed.GetOrAdd(sql, statement => $"select set_config('{setting}', @{Parameter}, true);\n{statement}");
    }
}
