using TwinPlatform.Contracts;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Data.Inbox;

namespace TwinPlatform.Metrics.Usage;

/// <summary>One figure of a fact.</summary>
/// <param name="Type">A value that <c>metrics.metrics.metric_type</c> allows.</param>
/// <param name="Value">The figure.</param>
internal readonly record struct Measurement(string Type, double Value);

/// <summary>Writes what a fact measures, once, however often the fact is delivered.</summary>
internal static class Measurements
{
    private const string InsertSql = """
        insert into metrics.metrics (metric_id, twin_id, source_id, metric_type, value, occurred_at)
        select m.metric_id, @TwinId, @SourceId, m.metric_type, m.value, @OccurredAt
        from unnest(@MetricIds, @Types, @Values) as m (metric_id, metric_type, value)
        """;

    /// <param name="db">The service's tables.</param>
    /// <param name="fact">The event in hand.</param>
    /// <param name="consumer">The name of its consumer.</param>
    /// <param name="twinId">The twin it is about.</param>
    /// <param name="sourceId">The source it is about, if it is about one.</param>
    /// <param name="measurements">What it measures.</param>
    /// <param name="ct">Cancels; the event will be delivered again.</param>
    public static Task RecordAsync(
        this TenantDb db, ITenantEvent fact, string consumer, TwinId twinId, Guid? sourceId, IReadOnlyList<Measurement> measurements, CancellationToken ct) =>
        db.OnceAsync(
            fact,
            consumer,
            tx => tx.ExecuteAsync(InsertSql, new
            {
                TwinId = twinId,
                SourceId = sourceId,
                fact.OccurredAt,
                MetricIds = measurements.Select(_ => Guid.CreateVersion7(fact.OccurredAt)).ToArray(),
                Types = measurements.Select(measurement => measurement.Type).ToArray(),
                Values = measurements.Select(measurement => measurement.Value).ToArray(),
            }),
            ct);
}
