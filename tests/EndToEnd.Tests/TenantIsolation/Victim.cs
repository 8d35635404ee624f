using TwinPlatform.Contracts;
using TwinPlatform.Testing;

namespace TwinPlatform.EndToEnd.Tests.TenantIsolation;

/// <summary>A tenant with one of everything that has an id, and with words in it that nobody else may ever read.</summary>
internal sealed class Victim(TestTenant tenant, IReadOnlyDictionary<string, Guid> ids, TwinId anotherTwin) : IDisposable
{
    public const string Canary = "kanarienvogel-7f3a";

    public TestTenant Tenant => tenant;

    /// <summary>An id for each slot that a path of the API has. A new slot needs a row here, or the matrix does not know what to attack.</summary>
    public IReadOnlyDictionary<string, Guid> Ids => ids;

    /// <summary>A second twin of the tenant's, for a key that reaches it alone.</summary>
    public TwinId AnotherTwin => anotherTwin;

    public static async Task<Victim> CreateAsync(TestPlatform platform)
    {
        var tenant = await TestTenant.CreateAsync(platform, $"Tenant {Canary}");
        var twin = await tenant.NewTwinAsync($"Twin {Canary}");
        var source = await tenant.AddTextSourceAsync(twin, $"Title {Canary}", $"The password of the vault is {Canary}. Only the owner of the vault knows it.");
        var answer = await tenant.AskAsync(twin, $"What is the password of the vault, {Canary}?");
        var key = await tenant.NewKeyAsync([Scopes.TwinsRead]);
        return new Victim(
            tenant,
            new Dictionary<string, Guid>
            {
                ["twinId"] = twin.Value,
                ["sourceId"] = source.SourceId,
                ["jobId"] = source.JobId,
                ["conversationId"] = (Guid)answer["conversationId"]!,
                ["apiKeyId"] = key.ApiKeyId,
            },
            await tenant.NewTwinAsync("Another twin"));
    }

    public void Dispose() => tenant.Dispose();
}
