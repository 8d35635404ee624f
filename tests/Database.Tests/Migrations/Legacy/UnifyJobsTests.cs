using System.Text.Json.Nodes;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>What becomes of jobs and training jobs: one list, a tenant for each, and nothing that starts by surprise.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class UnifyJobsTests(LegacyBaseline baseline) : IClassFixture<LegacyBaseline>
{
    private const int Step = 4;

    private readonly Guid _job = Guid.CreateVersion7();

    [InfrastructureTheory]
    [InlineData("jobs", "jobs")]
    [InlineData("training_jobs", "training_jobs")]
    public async Task A_job_of_either_kind_keeps_its_id_and_belongs_to_its_twins_tenant(string table, string origin)
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync(table, new { id = _job, twin_id = old.Twin, source_id = old.Source, status = "complete", job_type = "reindex", priority = 7 });

        await old.UpAsync(Step);

        Assert.Equal(
            [$"{_job} {old.Tenant} {old.Twin} {old.Source} complete reindex 7 {origin}"],
            await old.ReadAsync("select id, tenant_id, twin_id, source_id, status, job_type, priority, coalesce(merged_from, 'jobs') from legacy.jobs"));
        Assert.Empty(await old.RecordsAsync(_job));
    }

    [InfrastructureTheory]
    [InlineData("queued", true)]
    [InlineData("processing", true)]
    [InlineData("running", true)]
    [InlineData(null, true)]
    [InlineData("complete", false)]
    [InlineData("failed", false)]
    [InlineData("needs_attention", false)]
    public async Task A_job_that_had_not_ended_keeps_its_status_and_is_marked_abandoned(string? status, bool abandoned)
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("training_jobs", new { twin_id = old.Twin, status, job_type = "ingestion" });

        await old.UpAsync(Step);

        Assert.Equal([$"{status ?? "null"} {(abandoned ? "t" : "f")}"], await old.ReadAsync("select coalesce(status, 'null'), abandoned from legacy.jobs"));
    }

    [InfrastructureFact]
    public async Task A_job_without_a_twin_is_nobodys_and_is_held_back()
    {
        var ofAGoneTwin = Guid.CreateVersion7();
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("jobs", new { id = _job, metadata = new { user_message = "private" } }, new { id = ofAGoneTwin, twin_id = Guid.CreateVersion7() });

        await old.UpAsync(Step);

        Assert.Empty(await old.ReadAsync("select id from legacy.jobs"));
        Assert.Equal(["tenant_unknown (held back)"], await old.RecordsAsync(_job));
        Assert.Equal(["tenant_unknown (held back)"], await old.RecordsAsync(ofAGoneTwin));
    }

    [InfrastructureFact]
    public async Task A_source_of_another_twin_is_left_out_and_reported()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("jobs", new { id = _job, twin_id = old.Twin, source_id = old.OtherTenantsSource, status = "failed" });

        await old.UpAsync(Step);

        Assert.Equal(["none"], await old.ReadAsync("select coalesce(source_id::text, 'none') from legacy.jobs"));
        Assert.Equal(["source_not_of_this_twin"], await old.RecordsAsync(_job));
    }

    [InfrastructureTheory]
    [InlineData("reindex", "mirrored (held back)")]
    [InlineData("health_check", "id_taken (held back)")]
    public async Task A_training_job_under_the_id_of_a_job_gives_way_and_says_whether_it_is_the_same(string trainingType, string reason)
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("jobs", new { id = _job, twin_id = old.Twin, status = "failed", job_type = "reindex" });
        await old.AddAsync("training_jobs", new { id = _job, twin_id = old.Twin, status = "complete", job_type = trainingType });

        await old.UpAsync(Step);

        Assert.Equal(["failed"], await old.ReadAsync("select status from legacy.jobs"));
        Assert.Equal([reason], await old.RecordsAsync(_job));
    }

    [InfrastructureTheory]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("""{"merged_from": "mine"}""")]
    public async Task Metadata_of_any_shape_stay_as_they_are(string metadata)
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("training_jobs", new { twin_id = old.Twin, metadata = JsonNode.Parse(metadata) });

        await old.UpAsync(Step);

        Assert.Equal([metadata == "null" ? "" : metadata], await old.ReadAsync("select metadata from legacy.jobs"));
    }

    [InfrastructureFact]
    public async Task No_priority_does_not_come_before_every_other_and_the_end_of_an_earlier_attempt_is_not_the_end()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("training_jobs", new { twin_id = old.Twin, status = "queued", completed_at = "2026-01-01T00:00:00Z" });

        await old.UpAsync(Step);

        Assert.Equal(["0 not completed"], await old.ReadAsync("select priority, coalesce(completed_at::text, 'not completed') from legacy.jobs"));
    }
}
