using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Metrics.Dashboard;

/// <summary>How a twin is doing.</summary>
/// <param name="FirstDay">The first day of the period (UTC).</param>
/// <param name="LastDay">Its last day: today.</param>
/// <param name="Totals">Questions and answers of the period.</param>
/// <param name="Sources">Sources in the period, and what is live now.</param>
/// <param name="Daily">Each day of the period, oldest first, also those without a question.</param>
public sealed record DashboardResponse(
    DateOnly FirstDay, DateOnly LastDay, DashboardTotals Totals, DashboardSources Sources, IReadOnlyList<DashboardDay> Daily);

/// <summary>Questions and answers of a period. What has no value without questions or answers is null, not zero.</summary>
/// <param name="Questions">Questions asked.</param>
/// <param name="Answered">Those answered from the twin's sources.</param>
/// <param name="Unanswered">Those to which it said that it does not know.</param>
/// <param name="AnswerRate">Answered among all, 0 to 1.</param>
/// <param name="AverageConfidence">Mean confidence of the answers, 0 to 1.</param>
/// <param name="P50AnswerMs">Half of the questions were dealt with within this many milliseconds.</param>
/// <param name="P95AnswerMs">95 % of the questions were.</param>
/// <param name="CitationsPerAnswer">Mean number of citations of an answer.</param>
public sealed record DashboardTotals(
    long Questions,
    long Answered,
    long Unanswered,
    double? AnswerRate,
    double? AverageConfidence,
    double? P50AnswerMs,
    double? P95AnswerMs,
    double? CitationsPerAnswer);

/// <summary>What happened to the twin's sources.</summary>
/// <param name="Ingested">Ingestions that went live in the period.</param>
/// <param name="Failed">Ingestions that failed in the period.</param>
/// <param name="Deleted">Sources deleted in the period.</param>
/// <param name="LiveChunks">Passages that questions can be answered from, now.</param>
public sealed record DashboardSources(long Ingested, long Failed, long Deleted, long LiveChunks);

/// <summary>One day.</summary>
/// <param name="Date">The day (UTC).</param>
/// <param name="Questions">Questions asked.</param>
/// <param name="Answered">Those answered from the twin's sources.</param>
/// <param name="Unanswered">Those to which it said that it does not know.</param>
public sealed record DashboardDay(DateOnly Date, long Questions, long Answered, long Unanswered);

/// <summary>The owner sees how much the twin is asked, how well it answers and what it stands on.</summary>
internal static class ShowDashboard
{
    private const string TotalsSql = """
        select
            count(*) filter (where metric_type in ('question_answered', 'question_unanswered')) as Questions,
            count(*) filter (where metric_type = 'question_answered') as Answered,
            count(*) filter (where metric_type = 'question_unanswered') as Unanswered,
            (avg((metric_type = 'question_answered')::int) filter (where metric_type in ('question_answered', 'question_unanswered')))::double precision as AnswerRate,
            avg(value) filter (where metric_type = 'answer_confidence') as AverageConfidence,
            percentile_cont(0.5) within group (order by value) filter (where metric_type = 'answer_elapsed_ms') as P50AnswerMs,
            percentile_cont(0.95) within group (order by value) filter (where metric_type = 'answer_elapsed_ms') as P95AnswerMs,
            avg(value) filter (where metric_type = 'answer_citations') as CitationsPerAnswer
        from metrics.metrics
        where twin_id = @TwinId
          and metric_type in ('question_answered', 'question_unanswered', 'answer_confidence', 'answer_elapsed_ms', 'answer_citations')
          and occurred_at >= @From
          and occurred_at < @Until
        """;

    private const string SourcesSql = """
        select
            count(*) filter (where metric_type = 'source_ingested') as Ingested,
            count(*) filter (where metric_type = 'source_failed') as Failed,
            count(*) filter (where metric_type = 'source_deleted') as Deleted,
            (
                select coalesce(sum(latest.value), 0)
                from (
                    select distinct on (source_id) value
                    from metrics.metrics
                    where twin_id = @TwinId and metric_type = 'chunks_live'
                    order by source_id, occurred_at desc
                ) latest
            )::bigint as LiveChunks
        from metrics.metrics
        where twin_id = @TwinId
          and metric_type in ('source_ingested', 'source_failed', 'source_deleted')
          and occurred_at >= @From
          and occurred_at < @Until
        """;

    private const string DailySql = """
        select
            day::date as Date,
            count(m.metric_type) as Questions,
            count(*) filter (where m.metric_type = 'question_answered') as Answered,
            count(*) filter (where m.metric_type = 'question_unanswered') as Unanswered
        from generate_series(@FirstDay::timestamp, @LastDay::timestamp, interval '1 day') as day
        left join metrics.metrics m
            on m.twin_id = @TwinId
            and m.metric_type in ('question_answered', 'question_unanswered')
            and m.occurred_at >= @From
            and m.occurred_at < @Until
            and date_trunc('day', m.occurred_at at time zone 'UTC') = day
        group by day
        order by day
        """;

    public static async Task<Results<Ok<DashboardResponse>, ProblemHttpResult>> Handle(
        TwinId twinId, int? days, Caller caller, TenantDb db, TimeProvider time, CancellationToken ct)
    {
        if (days is < 1 or > Period.MaxDays)
        {
            return DashboardErrors.DaysOutOfRange;
        }

        var period = Period.Of(days ?? Period.DefaultDays, time.GetUtcNow());
        var scope = new { TwinId = twinId, period.From, period.Until, period.FirstDay, period.LastDay };
        return TypedResults.Ok(await db.RunAsync(
            caller.Tenant,
            async tx => new DashboardResponse(
                period.FirstDay,
                period.LastDay,
                (await tx.QuerySingleOrDefaultAsync<DashboardTotals>(TotalsSql, scope))!,
                (await tx.QuerySingleOrDefaultAsync<DashboardSources>(SourcesSql, scope))!,
                await tx.QueryAsync<DashboardDay>(DailySql, scope)),
            ct));
    }
}
