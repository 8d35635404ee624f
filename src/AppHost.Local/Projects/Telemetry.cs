using System.Security.Cryptography;

namespace TwinPlatform.AppHost.Local.Projects;

/// <summary>The OpenTelemetry variables that Aspire gives to a project.</summary>
/// <param name="Endpoint">Where the dashboard takes OTLP over gRPC; null leaves what the host itself inherited.</param>
internal sealed record Telemetry(string? Endpoint)
{
    private const string EverySecond = "1000";

    public IEnumerable<KeyValuePair<string, string>> VariablesFor(string service)
    {
        yield return new("OTEL_SERVICE_NAME", service);
        yield return new("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        if (Endpoint is null)
            yield break;

        yield return new("OTEL_EXPORTER_OTLP_ENDPOINT", Endpoint);
        yield return new("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

        // The services are up before the dashboard: what they tell meanwhile is kept and sent again.
        yield return new("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");

        // A developer looks at it now.
        yield return new("OTEL_BLRP_SCHEDULE_DELAY", EverySecond);
        yield return new("OTEL_BSP_SCHEDULE_DELAY", EverySecond);
        yield return new("OTEL_METRIC_EXPORT_INTERVAL", EverySecond);
        yield return new("OTEL_TRACES_SAMPLER", "always_on");
        yield return new("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based");
    }
}
