using TwinPlatform.Contracts;
using TwinPlatform.Metrics.Usage;
using TwinPlatform.Testing;

namespace TwinPlatform.Metrics.Tests.Usage;

[Collection(MetricsPlatformCollection.Name)]
public sealed class MeasurementsTests(MetricsPlatform platform)
{
    [InfrastructureFact]
    public async Task A_fact_that_is_delivered_again_counts_once()
    {
        var twin = platform.Twin();
        var source = Guid.CreateVersion7();
        ITenantEvent[] facts = [Given.Answered(twin), Given.Unanswered(twin), Given.Ingested(twin, source, chunks: 4), Given.Failed(twin), Given.Deleted(twin, source)];
        foreach (var fact in facts)
        {
            await platform.PublishAsync(fact);
            await platform.PublishAsync(fact);
        }

        // A last fact of each kind: when it is counted, the queue has been worked through.
        await twin.DashboardAsync(dashboard => dashboard is { Totals.Questions: >= 2, Sources: { Ingested: >= 1, Failed: >= 1, Deleted: >= 1 } });
        foreach (var fact in new ITenantEvent[] { Given.Answered(twin), Given.Ingested(twin, Guid.CreateVersion7(), 4), Given.Failed(twin), Given.Deleted(twin, source) })
        {
            await platform.PublishAsync(fact);
        }

        var dashboard = await twin.DashboardAsync(dashboard => dashboard is { Totals.Questions: >= 3, Sources: { Ingested: >= 2, Failed: >= 2, Deleted: >= 2 } });
        Assert.Equal((3, 2, 1), (dashboard.Totals.Questions, dashboard.Totals.Answered, dashboard.Totals.Unanswered));
        Assert.Equal((2, 2, 2, 4), (dashboard.Sources.Ingested, dashboard.Sources.Failed, dashboard.Sources.Deleted, dashboard.Sources.LiveChunks));
        Assert.Equal((9, 20), await RowsAsync(twin));
    }

    [Fact]
    public void A_question_without_an_answer_has_no_confidence_to_average() =>
        Assert.Equal(["question_unanswered", "answer_elapsed_ms"], OnQuestionAnswered.Of(new(
            Guid.CreateVersion7(), TenantId.Create(), TwinId.Create(), Given.Now, Guid.CreateVersion7(), Answered: false, 0.3, 0, 12)).Select(one => one.Type));

    /// <returns>Facts in the inbox and figures in the table, of one tenant.</returns>
    private async Task<(long Facts, long Figures)> RowsAsync(TestTwin twin)
    {
        await using var owner = platform.Database.OwnerSource();
        await using var command = owner.CreateCommand(
            "select (select count(*) from metrics.inbox where tenant_id = $1), (select count(*) from metrics.metrics where tenant_id = $1)");
        command.Parameters.AddWithValue(twin.Tenant.Value);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
