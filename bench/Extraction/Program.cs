using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TwinPlatform.Extraction;
using TwinPlatform.Knowledge.Ingestion.Extraction;
using TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

// Reads every file of a folder as ingestion would: dotnet run -c Release --project bench/Extraction -- <folder> [--each]
// --each also prints a line for each file. The exit code is 1 when a file was neither read nor refused with a reason.
if (args is not [var folder, ..])
{
    Console.Error.WriteLine("Usage: Extraction <folder> [--each]");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var costs = new CostListener();
using var extractor = new IsolatedExtractor(NullLogger<IsolatedExtractor>.Instance);
var outcomes = new List<Outcome>();
foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    var outcome = await ReadAsync(file);
    outcomes.Add(outcome);
    if (args.Contains("--each"))
        Console.WriteLine($"{outcome.Result,-26} {outcome.Cost.Seconds,7:F2} s {outcome.Cost.Megabytes,5:F0} MB {outcome.Characters,9} characters  {Path.GetRelativePath(folder, file)}");
}

Console.WriteLine($"{"named",-8} {"files",6} {"read",6} {"refused",8} {"failed",7} {"worst time",11} {"worst memory",13}  refusals");
foreach (var format in outcomes.GroupBy(outcome => outcome.Extension).OrderByDescending(group => group.Count()))
{
    var refusals = format.Where(outcome => outcome.IsRefused).CountBy(outcome => outcome.Result).Select(count => $"{count.Key} {count.Value}");
    Console.WriteLine(
        $"{format.Key,-8} {format.Count(),6} {format.Count(outcome => outcome.IsRead),6} {format.Count(outcome => outcome.IsRefused),8} {format.Count(outcome => outcome.HasFailed),7} "
        + $"{format.Max(outcome => outcome.Cost.Seconds),9:F2} s {format.Max(outcome => outcome.Cost.Megabytes),10:F0} MB  {string.Join(", ", refusals)}");
}

return outcomes.Exists(outcome => outcome.HasFailed) ? 1 : 0;

async Task<Outcome> ReadAsync(string file)
{
    var extension = Path.GetExtension(file).TrimStart('.').ToLowerInvariant();
    try
    {
        var document = await extractor.ExtractAsync(await File.ReadAllBytesAsync(file), Path.GetFileName(file), null, CancellationToken.None);
        return new Outcome(extension, "read", document.Text.Length, costs.TakeLast());
    }
    catch (ExtractionRefusedException refusal)
    {
        return new Outcome(extension, refusal.Code, 0, costs.TakeLast());
    }
#pragma warning disable CA1031 // What is neither read nor refused is what this program looks for.
    catch (Exception e)
#pragma warning restore CA1031
    {
        return new Outcome(extension, $"FAILED {e.GetType().Name}", 0, costs.TakeLast());
    }
}
