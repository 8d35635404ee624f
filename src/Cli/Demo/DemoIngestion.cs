using TwinPlatform.Cli.Gateway;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Demo;

/// <summary>
/// Makes the demo twin know the documentation as it is now: uploads what is new or changed, leaves the rest, deletes what is gone. What the twin knows
/// already is asked of the platform (title and hash), so an interrupted run is simply run again.
/// </summary>
internal sealed class DemoIngestion(GatewayClient client, Guid twinId, Terminal terminal)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>The documentation by the source that holds it; every source is live.</returns>
    /// <exception cref="CliException">A file was not ingested.</exception>
    public async Task<IReadOnlyDictionary<Guid, DocumentationFile>> BringUpToDateAsync(IReadOnlyList<DocumentationFile> corpus, CancellationToken ct)
    {
        var existing = await client.ListSourcesAsync(twinId, ct).ToListAsync(ct);
        var documents = new Dictionary<Guid, DocumentationFile>();
        var uploads = 0;
        foreach (var file in corpus)
        {
            if (existing.Find(source => Holds(source, file)) is { } known)
            {
                documents[known.SourceId] = file;
            }
            else
            {
                documents[(await client.AddSourceAsync(twinId, file.Path, file.Name, file.Content, ct)).SourceId] = file;
                uploads++;
            }
        }

        await WaitUntilLiveAsync(documents, ct);

        // An old version goes when the new one is live: the twin is never without an answer. What others gave the twin stays.
        foreach (var outdated in existing.Where(source => DocumentationCorpus.IsPath(source.Title) && !documents.ContainsKey(source.SourceId)))
        {
            await client.DeleteSourceAsync(outdated.SourceId, ct);
        }

        await terminal.Out.WriteLineAsync(
            $"The demo twin knows {corpus.Count} files of the documentation ({uploads} ingested now, {corpus.Count - uploads} unchanged).");
        return documents;
    }

    private static bool Holds(Source source, DocumentationFile file) =>
        source.Title == file.Path && source.ContentSha256 == file.Sha256 && source.Status != "failed";

    private async Task WaitUntilLiveAsync(Dictionary<Guid, DocumentationFile> documents, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        var waiting = documents.Keys.ToHashSet();
        try
        {
            while (true)
            {
                await foreach (var source in client.ListSourcesAsync(twinId, either.Token))
                {
                    if (source.Status == "failed" && documents.TryGetValue(source.SourceId, out var file))
                    {
                        throw new CliException($"{file.Path} was not ingested: {source.ErrorMessage}");
                    }

                    if (source.Status == "live")
                    {
                        waiting.Remove(source.SourceId);
                    }
                }

                if (waiting.Count == 0)
                {
                    return;
                }

                await Task.Delay(Poll, either.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            var slow = string.Join(", ", waiting.Select(id => documents[id].Path).Order(StringComparer.Ordinal));
            throw new CliException($"Not ingested within {Patience.TotalMinutes:0} minutes: {slow}. docs/runbooks/source-stuck.md says where to look.");
        }
    }
}
