namespace TwinPlatform.Database.Proofs.Linting;

/// <summary>
/// Where a rule about the catalogue does not hold, and why that is right. An exception that excuses nothing is a finding. Exceptions from rules about
/// migrations stand in the script: <c>-- lint: allow M21 because …</c>.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">The finding's place.</param>
/// <param name="Word">The index, column or policy that the finding names.</param>
/// <param name="Reason">Why.</param>
internal sealed record LintException(string Rule, string Place, string Word, string Reason)
{
    public static IReadOnlyList<LintException> All { get; } =
    [
        new("L17", "governance.tenant_api_keys", "tenant_api_keys_key_sha256", "found by hash before the tenant is known; 256 random bits do not meet"),
        new("L36", "vectors.records", "metadata", "kept as it was written: jsonb refuses \\u0000, which Pinecone takes"),
        new("L51", "vectors.lsn", "sequence", "the store's log sequence number, one for all namespaces, as in Pinecone"),
    ];

    public bool Excuses(Finding finding) =>
        finding.Rule == Rule && finding.Place == Place && finding.What.Split(' ', ',', ':', '(', ')').Contains(Word);
}
