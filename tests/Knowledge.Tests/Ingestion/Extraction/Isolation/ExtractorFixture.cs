using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using TwinPlatform.Knowledge.Ingestion.Extraction;
using TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction.Isolation;

/// <summary>One extractor with its workers for all tests of a class, and what the last document cost by its own metrics.</summary>
public sealed class ExtractorFixture : IDisposable
{
    private readonly IsolatedExtractor _extractor = new(NullLogger<IsolatedExtractor>.Instance);
    private readonly MeterListener _costs = new();

    public ExtractorFixture()
    {
        _costs.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "TwinPlatform.Knowledge.Extraction")
                listener.EnableMeasurementEvents(instrument);
        };
        _costs.SetMeasurementEventCallback<double>((_, seconds, _, _) => Seconds = Math.Max(Seconds, seconds));
        _costs.SetMeasurementEventCallback<long>((_, bytes, _, _) => Megabytes = Math.Max(Megabytes, bytes / (1024.0 * 1024)));
        _costs.Start();
    }

    public double Seconds { get; private set; }

    public double Megabytes { get; private set; }

    public void Dispose()
    {
        _extractor.Dispose();
        _costs.Dispose();
    }

    internal Task<ExtractedDocument> ExtractAsync(byte[] content, string fileName)
    {
        (Seconds, Megabytes) = (0, 0);
        return _extractor.ExtractAsync(content, fileName, null, CancellationToken.None);
    }
}
