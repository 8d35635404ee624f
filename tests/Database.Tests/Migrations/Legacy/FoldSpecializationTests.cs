using System.Text.Json.Nodes;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>Two columns for one thing become one field of the settings, if anybody ever chose something.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class FoldSpecializationTests(LegacyBaseline baseline) : IClassFixture<LegacyBaseline>
{
    private const int Step = 6;

    private readonly Guid _twin = Guid.CreateVersion7();

    [InfrastructureTheory]
    [InlineData("legal", "vanilla")]
    [InlineData("vanilla", " Legal ")]
    [InlineData("LEGAL", "legal")]
    [InlineData("legal", null)]
    public async Task What_somebody_chose_survives_from_either_column(string? specialization, string? specializationId)
    {
        await using var old = await baseline.OpenAsync();
        await AddTwinAsync(old, """{"is_public": true}""", specialization, specializationId);

        await old.UpAsync(Step);

        Assert.Equal(["""{"is_public": true, "specialization": "legal"}"""], await SettingsAsync(old));
        Assert.Empty(await old.RecordsAsync(_twin));
    }

    [InfrastructureTheory]
    [InlineData("vanilla", "vanilla")]
    [InlineData(" Vanilla", "")]
    [InlineData(null, null)]
    public async Task The_default_proves_no_choice_and_leaves_the_settings_alone(string? specialization, string? specializationId)
    {
        await using var old = await baseline.OpenAsync();
        await AddTwinAsync(old, """{"is_public": true}""", specialization, specializationId);

        await old.UpAsync(Step);

        Assert.Equal(["""{"is_public": true}"""], await SettingsAsync(old));
    }

    [InfrastructureFact]
    public async Task Where_the_columns_differ_the_one_that_was_shown_wins_and_the_other_is_reported()
    {
        await using var old = await baseline.OpenAsync();
        await AddTwinAsync(old, "{}", "legal", "medical");

        await old.UpAsync(Step);

        Assert.Equal(["""{"specialization": "legal"}"""], await SettingsAsync(old));
        Assert.Equal(["specializations_differ"], await old.RecordsAsync(_twin));
        Assert.Equal(["medical"], await old.ReadAsync("select original ->> 'specialization_id' from legacy.quarantined_rows"));
    }

    [InfrastructureFact]
    public async Task A_field_that_the_settings_already_had_is_overruled_by_the_column_in_use_and_reported()
    {
        await using var old = await baseline.OpenAsync();
        await AddTwinAsync(old, """{"specialization": ["odd"]}""", "legal", "vanilla");

        await old.UpAsync(Step);

        Assert.Equal(["""{"specialization": "legal"}"""], await SettingsAsync(old));
        Assert.Equal(["settings_overruled"], await old.RecordsAsync(_twin));
    }

    [InfrastructureFact]
    public async Task Settings_that_are_missing_become_an_object()
    {
        await using var old = await baseline.OpenAsync();
        await AddTwinAsync(old, null, "legal", "vanilla");

        await old.UpAsync(Step);

        Assert.Equal(["""{"specialization": "legal"}"""], await SettingsAsync(old));
    }

    [InfrastructureTheory]
    [InlineData("[1, 2]")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    public async Task Settings_that_are_no_object_stay_as_they_are_and_the_twin_is_reported(string settings)
    {
        await using var old = await baseline.OpenAsync();
        await AddTwinAsync(old, settings, "legal", "vanilla");

        await old.UpAsync(Step);

        Assert.Equal([settings], await SettingsAsync(old));
        Assert.Equal(["settings_not_an_object"], await old.RecordsAsync(_twin));
    }

    [InfrastructureFact]
    public async Task The_way_back_returns_the_settings_and_keeps_what_changed_since()
    {
        var changed = Guid.CreateVersion7();
        await using var old = await baseline.OpenAsync();
        await AddTwinAsync(old, """{"n": 1.10}""", " Legal ", null);
        await old.AddAsync("twins", new { id = changed, settings = new { n = 1 }, specialization = "legal" });

        await old.UpAsync(Step);
        await old.RunAsync($"update legacy.twins set settings = settings || '{{\"n\": 2}}' where id = '{changed}'");
        await old.DownAsync(Step);

        Assert.Equal(
            ["""{"n": 1.10}  Legal  1.0.0"""],
            await old.ReadAsync($"select settings, specialization, specialization_id, specialization_version from legacy.twins where id = '{_twin}'"));
        Assert.Equal(["""2 legal"""], await old.ReadAsync($"select settings -> 'n', specialization from legacy.twins where id = '{changed}'"));
    }

    private Task AddTwinAsync(OldDatabase old, string? settings, string? specialization, string? specializationId) => old.AddAsync(
        "twins",
        new
        {
            id = _twin,
            tenant_id = old.Tenant,
            settings = settings is null ? null : JsonNode.Parse(settings),
            specialization,
            specialization_id = specializationId,
            specialization_version = "1.0.0",
        });

    private Task<IReadOnlyList<string>> SettingsAsync(OldDatabase old) => old.ReadAsync($"select settings from legacy.twins where id = '{_twin}'");
}
