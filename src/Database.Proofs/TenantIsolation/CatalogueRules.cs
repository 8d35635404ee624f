using TwinPlatform.Database.Proofs.Catalogues;
using TwinPlatform.Database.Proofs.Linting;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>What the linter's rules about isolation find. A finding names its table or role first.</summary>
internal static class CatalogueRules
{
    public static async Task<IReadOnlyList<string>> FindingsAsync(Session session) =>
        [.. (await CatalogueLint.FindingsAsync(session, CatalogueLint.IsolationRules)).Select(finding => $"{finding.Place}: {finding.What} ({finding.Rule})")];
}
