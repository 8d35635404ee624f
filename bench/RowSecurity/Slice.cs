using System.Diagnostics;

namespace TwinPlatform.RowSecurity;

/// <summary>Reads of both kinds, taking turns one by one, so that whatever else the machine does falls on both alike.</summary>
/// <param name="SecuredMicroseconds">The median time of a read under row-level security.</param>
/// <param name="OpenMicroseconds">The median time of a read without.</param>
internal sealed record Slice(double SecuredMicroseconds, double OpenMicroseconds)
{
    private const int Pairs = 150;

    private static int _next;

    /// <summary>Throughput with security relative to throughput without.</summary>
    public double Ratio => OpenMicroseconds / SecuredMicroseconds;

    public static async Task<Slice> RunAsync(Func<int, Task<int>> secured, Func<int, Task<int>> open)
    {
        var (ours, theirs) = (new List<double>(Pairs), new List<double>(Pairs));
        for (var pair = 0; pair < Pairs; pair++, _next++)
        {
            if (pair % 2 == 0)
            {
                ours.Add(await TimeAsync(secured));
                theirs.Add(await TimeAsync(open));
            }
            else
            {
                theirs.Add(await TimeAsync(open));
                ours.Add(await TimeAsync(secured));
            }
        }

        return new Slice(Median(ours), Median(theirs));
    }

    private static async Task<double> TimeAsync(Func<int, Task<int>> read)
    {
        var start = Stopwatch.GetTimestamp();
        var rows = await read(_next);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return rows > 0 ? elapsed.TotalMicroseconds : throw new InvalidOperationException("A read found nothing: the comparison would be about nothing.");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
