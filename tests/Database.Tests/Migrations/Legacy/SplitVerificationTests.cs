using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests.Migrations.Legacy;

/// <summary>Two meanings, two tables: who the owner is, and whether retrieval worked. Neither can become the other.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class SplitVerificationTests(LegacyBaseline baseline) : IClassFixture<LegacyBaseline>
{
    private const int Step = 5;
    private const string IdentitySql = "select status from legacy.twin_verification";

    private readonly Guid _id = Guid.CreateVersion7();

    [InfrastructureFact]
    public async Task Every_test_of_the_history_is_kept_and_none_verifies_an_identity()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync(
            "twin_verifications",
            new { twin_id = old.Twin, status = "FAIL", score = 0.2, created_at = "2026-01-01T00:00:00Z" },
            new { twin_id = old.Twin, status = "PASS", score = 0.9, source_id = old.Source, chunk_id = "verified_1", created_at = "2026-01-02T00:00:00Z" });

        await old.UpAsync(Step);

        Assert.Equal(
            ["f 0.2", $"t 0.9 {old.Source} verified_1"],
            await old.ReadAsync("select passed, score, source_id, chunk_id from legacy.twin_self_tests order by tested_at"));
        Assert.Empty(await old.ReadAsync(IdentitySql));
    }

    [InfrastructureFact]
    public async Task Readers_of_the_old_name_see_the_old_shape()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_verifications", new { id = _id, twin_id = old.Twin, status = "PASS", score = 0.9, details = new { rank = 1 } });

        await old.UpAsync(Step);

        Assert.Equal([$"{_id} {old.Twin} PASS 0.9 {{\"rank\": 1}}"], await old.ReadAsync("select id, twin_id, status, score, details from legacy.twin_verifications"));
    }

    [InfrastructureTheory]
    [InlineData("pass")]
    [InlineData("verified")]
    [InlineData(null)]
    public async Task An_outcome_that_is_neither_PASS_nor_FAIL_is_held_back(string? status)
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_verifications", new { id = _id, twin_id = old.Twin, status });

        await old.UpAsync(Step);

        Assert.Equal(["status_unknown (held back)"], await old.RecordsAsync(_id));
    }

    [InfrastructureFact]
    public async Task A_score_or_source_that_cannot_be_read_is_left_out_and_reported()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_verifications", new { id = _id, twin_id = old.Twin, status = "PASS", score = "NaN", source_id = "verified_7" });

        await old.UpAsync(Step);

        Assert.Equal(["t"], await old.ReadAsync("select passed, score, source_id from legacy.twin_self_tests"));
        Assert.Equal(["score_unreadable", "source_unreadable"], await old.RecordsAsync(_id));
    }

    [InfrastructureFact]
    public async Task An_identity_on_which_record_and_twin_agree_stays_verified()
    {
        await using var old = await baseline.OpenAsync();
        await old.RunAsync($"update legacy.twins set is_verified = true, verification_status = 'verified' where id = '{old.Twin}'");
        await old.AddAsync("twin_verification", new { id = _id, twin_id = old.Twin, status = "verified", verified_by = old.Tenant });

        await old.UpAsync(Step);

        Assert.Equal([$"verified {old.Tenant}"], await old.ReadAsync("select status, verified_by from legacy.twin_verification"));
        Assert.Empty(await old.RecordsAsync(_id));
        Assert.Empty(await old.RecordsAsync(old.Twin));
    }

    [InfrastructureFact]
    public async Task A_verified_record_that_the_twin_contradicts_counts_as_pending_and_is_reported()
    {
        await using var old = await baseline.OpenAsync();
        await old.AddAsync("twin_verification", new { id = _id, twin_id = old.Twin, status = "verified", verified_at = "2026-01-01T00:00:00Z", verified_by = old.Tenant });

        await old.UpAsync(Step);

        Assert.Equal(["pending"], await old.ReadAsync("select status, verified_at, verified_by from legacy.twin_verification"));
        Assert.Equal(["twin_disagrees"], await old.RecordsAsync(_id));
    }

    [InfrastructureFact]
    public async Task A_twin_that_calls_itself_verified_without_a_record_is_reported_and_gets_none()
    {
        await using var old = await baseline.OpenAsync();
        await old.RunAsync($"update legacy.twins set is_verified = true where id = '{old.Twin}'");

        await old.UpAsync(Step);

        Assert.Empty(await old.ReadAsync(IdentitySql));
        Assert.Equal(["verified_without_record"], await old.RecordsAsync(old.Twin));
    }

    [InfrastructureFact]
    public async Task Of_two_records_of_one_twin_the_one_that_trusts_less_stays()
    {
        await using var old = await baseline.OpenAsync();
        await old.RunAsync($"update legacy.twins set is_verified = true, verification_status = 'verified' where id = '{old.Twin}'");
        await old.AddAsync(
            "twin_verification",
            new { id = _id, twin_id = old.Twin, status = "verified", requested_at = "2026-02-01T00:00:00Z" },
            new { twin_id = old.Twin, status = "rejected", requested_at = "2026-01-01T00:00:00Z" });

        await old.UpAsync(Step);

        Assert.Equal(["rejected"], await old.ReadAsync(IdentitySql));
        Assert.Equal(["second_record (held back)"], await old.RecordsAsync(_id));
    }
}
