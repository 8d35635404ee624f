namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>How the rows of a table are kept apart: by tenant everywhere, by namespace in the vector store, which knows no tenants.</summary>
/// <param name="Column">The column that says whose row it is.</param>
/// <param name="ColumnDefault">Its default, as PostgreSQL prints it.</param>
/// <param name="Setting">The transaction's setting that says who is asking.</param>
/// <param name="PolicyForm">The one form a policy's condition has, as PostgreSQL prints it.</param>
/// <param name="Owners">Two owners of rows, as values of the column: who is attacked, and who attacks.</param>
/// <param name="Malformed">A value of the setting that names nobody; null where any text is a name.</param>
internal sealed record Isolation(string Column, string ColumnDefault, string Setting, string PolicyForm, IReadOnlyList<string> Owners, string? Malformed)
{
    private const string NamespaceSchema = "vectors";

    public static Isolation ByTenant { get; } = new(
        "tenant_id",
        "(current_setting('app.tenant_id'::text))::uuid",
        "app.tenant_id",
        "(tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS \"nullif\"))",
        ["0a000000-0000-7000-8000-000000000001", "0b000000-0000-7000-8000-000000000002"],
        "0a000000-0000-7000-8000-00000000000");

    public static Isolation ByNamespace { get; } = new(
        "namespace",
        "substr(current_setting('app.namespace'::text), 2)",
        "app.namespace",
        "(namespace = ( SELECT substr(NULLIF(current_setting('app.namespace'::text, true), ''::text), 2) AS substr))",
        ["0a000000-0000-7000-8000-000000000001", ""], // the default namespace is the empty string
        null);

    public string Victim => Owners[0];

    public string Attacker => Owners[1];

    public static Isolation Of(string schema) => schema == NamespaceSchema ? ByNamespace : ByTenant;

    /// <summary>The setting under which an owner's rows are seen.</summary>
    public string SettingOf(string owner) => this == ByNamespace ? "=" + owner : owner;
}
