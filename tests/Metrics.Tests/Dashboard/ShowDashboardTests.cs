using System.Net;
using TwinPlatform.Contracts;
using TwinPlatform.Metrics.Dashboard;
using TwinPlatform.Testing;

namespace TwinPlatform.Metrics.Tests.Dashboard;

[Collection(MetricsPlatformCollection.Name)]
public sealed class ShowDashboardTests(MetricsPlatform platform)
{
    [InfrastructureFact]
    public async Task Totals_say_how_much_was_asked_and_how_well_it_was_answered()
    {
        var twin = platform.Twin();
        await platform.PublishAsync(Given.Answered(twin, confidence: 0.9, citations: 3, elapsedMs: 100));
        await platform.PublishAsync(Given.Answered(twin, confidence: 0.5, citations: 2, elapsedMs: 200));
        await platform.PublishAsync(Given.Answered(twin, confidence: 0.7, citations: 1, elapsedMs: 300));
        await platform.PublishAsync(Given.Unanswered(twin, elapsedMs: 1000));

        var totals = (await twin.DashboardAsync(dashboard => dashboard.Totals.Questions == 4)).Totals;

        Assert.Equal((4, 3, 1), (totals.Questions, totals.Answered, totals.Unanswered));
        Assert.Equal(0.75, totals.AnswerRate!.Value, 6);
        Assert.Equal(0.7, totals.AverageConfidence!.Value, 6);
        Assert.Equal(2, totals.CitationsPerAnswer!.Value, 6);
        Assert.Equal(250, totals.P50AnswerMs!.Value, 6);
        Assert.Equal(895, totals.P95AnswerMs!.Value, 6);
    }

    [InfrastructureFact]
    public async Task A_twin_that_nobody_has_asked_has_zeros_and_no_averages()
    {
        var dashboard = await platform.Twin().DashboardAsync();

        Assert.Equal(new DashboardTotals(0, 0, 0, null, null, null, null, null), dashboard.Totals);
        Assert.Equal(new DashboardSources(0, 0, 0, 0), dashboard.Sources);
        Assert.Equal(30, dashboard.Daily.Count);
        Assert.All(dashboard.Daily, day => Assert.Equal((0, 0, 0), (day.Questions, day.Answered, day.Unanswered)));
    }

    [InfrastructureFact]
    public async Task Every_day_of_the_period_has_its_questions()
    {
        var twin = platform.Twin();
        var today = Given.Now;
        var twoDaysAgo = new DateTimeOffset(today.UtcDateTime.Date.AddDays(-2), TimeSpan.Zero);
        await platform.PublishAsync(Given.Answered(twin, at: today));
        await platform.PublishAsync(Given.Answered(twin, at: twoDaysAgo));
        await platform.PublishAsync(Given.Unanswered(twin, at: twoDaysAgo.AddDays(1).AddMilliseconds(-1)));
        await platform.PublishAsync(Given.Answered(twin, at: twoDaysAgo.AddMilliseconds(-1)));

        var longer = await twin.DashboardAsync(dashboard => dashboard.Totals.Questions == 4, days: 4);
        var dashboard = await twin.DashboardAsync(days: 3);

        Assert.Equal([1, 2, 0, 1], longer.Daily.Select(day => day.Questions));
        Assert.Equal(3, dashboard.Totals.Questions);
        var first = DateOnly.FromDateTime(twoDaysAgo.UtcDateTime);
        Assert.Equal((first, first.AddDays(2)), (dashboard.FirstDay, dashboard.LastDay));
        Assert.Equal(
            [new(first, 2, 1, 1), new(first.AddDays(1), 0, 0, 0), new DashboardDay(first.AddDays(2), 1, 1, 0)],
            dashboard.Daily);
    }

    [InfrastructureFact]
    public async Task Live_chunks_are_those_of_each_sources_latest_version()
    {
        var twin = platform.Twin();
        Guid updated = Guid.CreateVersion7(), deleted = Guid.CreateVersion7(), old = Guid.CreateVersion7();
        var now = Given.Now;
        await platform.PublishAsync(Given.Ingested(twin, updated, chunks: 10, at: now.AddMinutes(-3)));
        await platform.PublishAsync(Given.Ingested(twin, updated, chunks: 7, at: now.AddMinutes(-2)));
        await platform.PublishAsync(Given.Ingested(twin, old, chunks: 100, at: now.AddDays(-90)));

        // What was deleted stays deleted, even when the news of its ingestion comes last.
        await platform.PublishAsync(Given.Deleted(twin, deleted, at: now));
        await twin.DashboardAsync(dashboard => dashboard.Sources.Deleted == 1);
        await platform.PublishAsync(Given.Ingested(twin, deleted, chunks: 5, at: now.AddMinutes(-1)));
        await platform.PublishAsync(Given.Failed(twin));

        var dashboard = await twin.DashboardAsync(dashboard => dashboard.Sources is { Ingested: 3, Failed: 1, LiveChunks: 107 });

        Assert.Equal(new DashboardSources(Ingested: 3, Failed: 1, Deleted: 1, LiveChunks: 107), dashboard.Sources);
    }

    [InfrastructureFact]
    public async Task Each_twin_of_each_tenant_has_its_own_figures()
    {
        var twin = platform.Twin();
        var sister = platform.Twin(twin.Tenant);
        await platform.PublishAsync(Given.Answered(twin));
        await twin.DashboardAsync(dashboard => dashboard.Totals.Questions == 1);

        Assert.Equal(0, (await sister.DashboardAsync()).Totals.Questions);
        Assert.Equal(0, (await platform.Twin().DashboardAsync()).Totals.Questions);
    }

    [InfrastructureTheory]
    [InlineData("days=0", "metrics.invalid_days")]
    [InlineData("days=-1", "metrics.invalid_days")]
    [InlineData("days=366", "metrics.invalid_days")]
    [InlineData("days=many", "request.invalid")]
    public async Task A_period_that_cannot_be_is_refused(string query, string code)
    {
        var twin = platform.Twin();

        await ProblemAssert.IsAsync(await twin.Client().GetAsync($"{twin.DashboardPath}?{query}"), HttpStatusCode.BadRequest, code);
    }

    [InfrastructureTheory]
    [InlineData(1)]
    [InlineData(365)]
    public async Task The_shortest_and_the_longest_period_are_given(int days) => Assert.Equal(days, (await platform.Twin().DashboardAsync(days)).Daily.Count);

    [InfrastructureFact]
    public async Task Only_who_may_read_the_twins_figures_gets_them()
    {
        var twin = platform.Twin();
        using var anonymous = platform.Anonymous();

        await ProblemAssert.IsAsync(await anonymous.GetAsync(twin.DashboardPath), HttpStatusCode.Unauthorized, "principal.missing");
        await ProblemAssert.IsAsync(await twin.Client(Scopes.ChatAsk).GetAsync(twin.DashboardPath), HttpStatusCode.Forbidden, "key.insufficient_scope");
        await ProblemAssert.IsAsync(await twin.Client().GetAsync(platform.Twin().DashboardPath), HttpStatusCode.NotFound, "twin.not_found");
    }
}
