using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>What becomes of a tenant's key, where an empty list used to mean everything.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class UnifyTenantKeysTests(LegacyBaseline baseline) : IClassFixture<LegacyBaseline>
{
    private const int Step = 3;
    private const string Hash = "$2b$12$abcdefghijklmnopqrstuunVu.PbLWgOcoudXtFYbStzouwHDnYii";
    private const string ReachSql = "select all_twins, allowed_twin_ids from legacy.tenant_api_keys";

    private readonly Guid _key = Guid.CreateVersion7();

    [InfrastructureTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_list_of_twins_becomes_the_flag_all_twins(bool asNull)
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, asNull ? null : []);

        await old.UpAsync(Step);

        Assert.Equal(["t {}"], await old.ReadAsync(ReachSql));
    }

    [InfrastructureFact]
    public async Task A_list_of_twins_stays_that_list()
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, [old.Twin, old.SecondTwin]);

        await old.UpAsync(Step);

        Assert.Equal([$"f {{{string.Join(',', new[] { $"{old.Twin}", $"{old.SecondTwin}" }.Order(StringComparer.Ordinal))}}}"], await old.ReadAsync(ReachSql));
        Assert.Empty(await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task A_twin_of_another_tenant_is_left_out_and_reported()
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, [old.Twin, old.OtherTenantsTwin]);

        await old.UpAsync(Step);

        Assert.Equal([$"f {{{old.Twin}}}"], await old.ReadAsync(ReachSql));
        Assert.Equal(["twins_left_out"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task A_list_of_which_no_twin_is_left_does_not_become_all_twins()
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, [old.OtherTenantsTwin, null]);

        await old.UpAsync(Step);

        Assert.Empty(await old.ReadAsync(ReachSql));
        Assert.Equal(["no_twin_left (held back)"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task No_scope_stays_none_and_is_reported()
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, [old.Twin], scopes: [null]);

        await old.UpAsync(Step);

        Assert.Equal(["{}"], await old.ReadAsync("select scopes from legacy.tenant_api_keys"));
        Assert.Equal(["no_scope"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task A_null_among_the_domains_holds_the_key_back()
    {
        await using var old = await baseline.OpenAsync();
        await AddKeyAsync(old, [old.Twin], domains: ["a.com", null]);

        await old.UpAsync(Step);

        Assert.Equal(["domains_malformed (held back)"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task A_copy_of_a_twins_key_gives_way_to_the_original_however_far_it_reaches()
    {
        var original = Guid.CreateVersion7();
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_api_keys", new { id = original, twin_id = old.Twin, key_hash = Hash });
        await AddKeyAsync(old, []);

        await old.UpAsync(Step);

        Assert.Equal([$"{original} f"], await old.ReadAsync("select id, all_twins from legacy.tenant_api_keys"));
        Assert.Equal(["copy_of_twin_key (held back)"], await old.RecordsAsync(_key));
    }

    [InfrastructureFact]
    public async Task Another_key_under_the_id_of_a_twins_key_is_held_back()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_api_keys", new { id = _key, twin_id = old.Twin, key_hash = Hash[..^1] + "e" });
        await AddKeyAsync(old, [old.Twin]);

        await old.UpAsync(Step);

        Assert.Equal(["twin_api_keys"], await old.ReadAsync("select merged_from from legacy.tenant_api_keys"));
        Assert.Equal(["id_taken (held back)"], await old.RecordsAsync(_key));
    }

    private Task AddKeyAsync(OldDatabase old, Guid?[]? twins, string?[]? scopes = null, string?[]? domains = null) => old.AddAsync(
        "tenant_api_keys",
        new { id = _key, tenant_id = old.Tenant, key_hash = Hash, is_active = true, allowed_twin_ids = twins, scopes = scopes ?? ["chat"], allowed_domains = domains });
}
