using System.Diagnostics.Metrics;

namespace TwinPlatform.Extraction;

/// <summary>Listens to the metrics that the service has of its extractions.</summary>
internal sealed class CostListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private Cost _cost;

    public CostListener()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "TwinPlatform.Knowledge.Extraction")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => _cost = _cost with { Seconds = Math.Max(_cost.Seconds, seconds) });
        _listener.SetMeasurementEventCallback<long>((_, bytes, _, _) => _cost = _cost with { Megabytes = Math.Max(_cost.Megabytes, bytes / (1024.0 * 1024)) });
        _listener.Start();
    }

    /// <summary>The cost of the document that was read last.</summary>
    public Cost TakeLast()
    {
        var cost = _cost;
        _cost = default;
        return cost;
    }

    public void Dispose() => _listener.Dispose();
}
