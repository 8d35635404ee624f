using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>What is out of scope leaves the old schema but not the database, and the one thing in it that is still needed stays in reach.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class ShelveDroppedTablesTests(LegacyBaseline baseline) : IClassFixture<LegacyBaseline>
{
    private const int Step = 7;

    [InfrastructureTheory]
    [InlineData("events")]
    [InlineData("tool_connectors")]
    [InlineData("action_triggers")]
    [InlineData("action_drafts")]
    [InlineData("action_executions")]
    [InlineData("escalations")]
    [InlineData("escalation_replies")]
    [InlineData("nodes")]
    [InlineData("edges")]
    [InlineData("memory_events")]
    [InlineData("interview_sessions")]
    [InlineData("session_analytics")]
    [InlineData("page_views")]
    [InlineData("daily_metrics")]
    [InlineData("user_profiles")]
    [InlineData("profile_versions")]
    public async Task A_dropped_table_rests_in_the_shadow_with_its_rows(string table)
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync(table, new { id = Guid.CreateVersion7() });

        await old.UpAsync(Step);

        Assert.Equal(["1"], await old.ReadAsync($"select count(*) from legacy_shadow.{table}"));
        Assert.Equal(["gone"], await old.ReadAsync($"select coalesce(to_regclass('legacy.{table}')::text, 'gone')"));
    }

    [InfrastructureFact]
    public async Task The_trail_of_the_owners_memory_stays_in_reach_and_belongs_to_the_twins_tenant()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync(
            "memory_events",
            new { twin_id = old.Twin, tenant_id = old.Twin, event_type = "owner_memory_write", payload = new { topic = "x" } },
            new { twin_id = Guid.CreateVersion7(), tenant_id = old.Tenant, event_type = "owner_memory_retract" },
            new { twin_id = old.Twin, tenant_id = old.Tenant, event_type = "auto_extract" });

        await old.UpAsync(Step);

        Assert.Equal(
            ["nobody owner_memory_retract", $"{old.Tenant} owner_memory_write {{\"topic\": \"x\"}}"],
            await old.ReadAsync("select coalesce(tenant_id::text, 'nobody'), event_type, payload from legacy.owner_memory_events order by event_type"));
    }
}
