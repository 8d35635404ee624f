using System.Text.Json;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Demo;

/// <summary>Which source of the demo twin holds which file: <c>demo-sources.json</c> in the data directory.</summary>
internal sealed class DemoSources
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Web) { WriteIndented = true };

    private readonly string _path;
    private readonly SortedDictionary<string, UploadedFile> _files;

    private DemoSources(string path, SortedDictionary<string, UploadedFile> files) => (_path, _files) = (path, files);

    /// <summary>By path from the repository's root.</summary>
    public IReadOnlyDictionary<string, UploadedFile> Files => _files;

    public static DemoSources In(Workspace workspace)
    {
        var path = Path.Combine(workspace.Data, "demo-sources.json");
        try
        {
            return new DemoSources(path, File.Exists(path)
                ? JsonSerializer.Deserialize<SortedDictionary<string, UploadedFile>>(File.ReadAllText(path), JsonSerializerOptions.Web) ?? []
                : []);
        }
        catch (JsonException)
        {
            // Not our writing: the files are uploaded again.
            return new DemoSources(path, []);
        }
    }

    public Task SetAsync(string file, UploadedFile uploaded, CancellationToken ct)
    {
        _files[file] = uploaded;
        return WriteAsync(ct);
    }

    public Task RemoveAsync(string file, CancellationToken ct)
    {
        _files.Remove(file);
        return WriteAsync(ct);
    }

    private Task WriteAsync(CancellationToken ct) => PrivateFile.WriteAsync(_path, JsonSerializer.Serialize(_files, Format), ct);
}

/// <summary>A file as it was uploaded.</summary>
/// <param name="SourceId">The source that holds it.</param>
/// <param name="JobId">The job that ingested it.</param>
/// <param name="Sha256">The file's hash at that time.</param>
internal sealed record UploadedFile(Guid SourceId, Guid JobId, string Sha256);
