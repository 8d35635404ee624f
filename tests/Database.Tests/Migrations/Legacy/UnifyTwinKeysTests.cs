using System.Text.Json.Nodes;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>What becomes of a twin's key: it reaches what it reached, or less, never more.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class UnifyTwinKeysTests(LegacyBaseline baseline) : IClassFixture<LegacyBaseline>
{
    private const int Step = 3;
    private const string Hash = "$2b$12$abcdefghijklmnopqrstuu41ZlWleKw6nVAt0vYqJ3hK5tgaBsVVe";

    private readonly Guid _key = Guid.CreateVersion7();

    [InfrastructureFact]
    public async Task A_twin_key_keeps_its_id_and_reaches_exactly_its_twin()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_api_keys", new { id = _key, twin_id = old.Twin, key_hash = Hash, key_prefix = "twin_5f0c1d2e_AbCdEf...", name = "Site", is_active = true });

        await old.UpAsync(Step);

        Assert.Equal(
            [$"{_key} {old.Tenant} {Hash} twin_5f0c1d2e_AbCdEf... Site f {{{old.Twin}}} {{chat}} t twin_api_keys"],
            await old.ReadAsync("select id, tenant_id, key_hash, key_prefix, name, all_twins, allowed_twin_ids, scopes, is_active, merged_from from legacy.tenant_api_keys"));
        Assert.Empty(await old.RecordsAsync(_key));
    }

    [InfrastructureTheory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""["*"]""")]
    [InlineData("\"*\"")]
    public async Task A_list_of_domains_that_meant_any_becomes_the_flag_any_domain(string? domains)
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, domains);

        await old.UpAsync(Step);

        Assert.Equal(["t {}"], await DomainsAsync(old));
        Assert.Empty(await old.RecordsAsync(_key));
    }

    [InfrastructureTheory]
    [InlineData("""["a.com", "*.b.org"]""", "f {a.com,*.b.org}")]
    [InlineData("""[" B.Test "]""", "f {b.test}")]
    [InlineData("\"example.com\"", "f {example.com}")]
    [InlineData("\"*.example.com\"", "f {*.example.com}")]
    public async Task A_list_of_hosts_stays_that_list_whatever_shape_it_had(string domains, string expected)
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, domains);

        await old.UpAsync(Step);

        Assert.Equal([expected], await DomainsAsync(old));
    }

    [InfrastructureFact]
    public async Task A_full_url_among_the_domains_is_left_out_and_reported()
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, """["https://a.com", "b.org"]""");

        await old.UpAsync(Step);

        Assert.Equal(["f {b.org}"], await DomainsAsync(old));
        Assert.Equal(["domains_left_out"], await old.RecordsAsync(_key));
    }

    [InfrastructureTheory]
    [InlineData("{}")]
    [InlineData("""{"a.com": true}""")]
    [InlineData("""[["a.com"]]""")]
    [InlineData("""["a.com", null]""")]
    [InlineData("[1]")]
    [InlineData("\"\"")]
    [InlineData("""["https://a.com"]""")]
    public async Task Domains_of_no_usable_shape_hold_the_key_back_instead_of_opening_it(string domains)
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, domains);

        await old.UpAsync(Step);

        Assert.Empty(await DomainsAsync(old));
        Assert.Equal(["domains_malformed (held back)"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task A_group_of_its_twin_stays_with_the_key()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_api_keys", new { id = _key, twin_id = old.Twin, group_id = old.Group, key_hash = Hash, is_active = true });

        await old.UpAsync(Step);

        Assert.Equal([$"{old.Group} t"], await old.ReadAsync("select group_id, is_active from legacy.tenant_api_keys"));
    }

    [InfrastructureFact]
    public async Task A_group_of_another_twin_is_left_out_and_reported_and_the_key_rests()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_api_keys", new { id = _key, twin_id = old.Twin, group_id = old.OtherTenantsGroup, key_hash = Hash, is_active = true });

        await old.UpAsync(Step);

        Assert.Equal(["no group f"], await old.ReadAsync("select coalesce(group_id::text, 'no group'), is_active from legacy.tenant_api_keys"));
        Assert.Equal(["group_not_of_this_twin"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task A_key_whose_twin_or_whose_twins_tenant_is_gone_is_held_back_whole()
    {
        var (withoutTwin, withoutTenant, homeless) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twins", new { id = homeless, tenant_id = Guid.CreateVersion7(), name = "homeless" });
        await old.AddAsync(
            "twin_api_keys",
            new { id = withoutTwin, twin_id = Guid.CreateVersion7(), key_hash = Hash, name = "no twin" },
            new { id = withoutTenant, twin_id = homeless, key_hash = Hash[..^1] + "f", name = "no tenant" });

        await old.UpAsync(Step);

        Assert.Empty(await old.ReadAsync("select id from legacy.tenant_api_keys"));
        Assert.Equal(["tenant_unknown (held back)"], await old.RecordsAsync(withoutTwin));
        Assert.Equal(["tenant_unknown (held back)"], await old.RecordsAsync(withoutTenant));
        Assert.Equal(["no twin"], await old.ReadAsync($"select original ->> 'name' from legacy.quarantined_rows where row_key = '{withoutTwin}'"));
    }

    [InfrastructureTheory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("plain text")]
    public async Task A_hash_that_is_not_bcrypt_holds_the_key_back(string? hash)
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_api_keys", new { id = _key, twin_id = old.Twin, key_hash = hash });

        await old.UpAsync(Step);

        Assert.Equal(["hash_unusable (held back)"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task Twins_that_share_a_hash_lose_the_key_both_since_nothing_tells_whose_it_is()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_api_keys", new { id = _key, twin_id = old.Twin, key_hash = Hash }, new { twin_id = old.OtherTenantsTwin, key_hash = Hash });

        await old.UpAsync(Step);

        Assert.Empty(await old.ReadAsync("select id from legacy.tenant_api_keys"));
        Assert.Equal(["hash_shared (held back)"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task A_key_whose_activity_is_unknown_is_not_active()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_api_keys", new { id = _key, twin_id = old.Twin, key_hash = Hash });

        await old.UpAsync(Step);

        Assert.Equal(["f"], await old.ReadAsync("select is_active from legacy.tenant_api_keys"));
    }

    private Task AddKeyAsync(OldDatabase old, string? domains) => old.AddAsync(
        "twin_api_keys",
        new { id = _key, twin_id = old.Twin, key_hash = Hash, is_active = true, allowed_domains = domains is null ? null : JsonNode.Parse(domains) });

    private static Task<IReadOnlyList<string>> DomainsAsync(OldDatabase old) => old.ReadAsync("select any_domain, allowed_domains from legacy.tenant_api_keys");
}
