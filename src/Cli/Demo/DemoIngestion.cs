using TwinPlatform.Cli.Gateway;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Demo;

/// <summary>Makes the demo twin know the documentation as it is now: uploads what is new or changed, leaves the rest, deletes what is gone.</summary>
internal sealed class DemoIngestion(GatewayClient client, Guid twinId, DemoSources sources, Terminal terminal)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>The documentation by the source that holds it; every source is live.</returns>
    /// <exception cref="CliException">A file was not ingested.</exception>
    public async Task<IReadOnlyDictionary<Guid, DocumentationFile>> BringUpToDateAsync(IReadOnlyList<DocumentationFile> corpus, CancellationToken ct)
    {
        var existing = await ExistingAsync(ct);
        bool IsCurrent(DocumentationFile file) => sources.Files.TryGetValue(file.Path, out var uploaded)
            && uploaded.Sha256 == file.Sha256
            && existing.TryGetValue(uploaded.SourceId, out var status)
            && status != "failed";

        var missing = corpus.Where(file => !IsCurrent(file)).ToList();
        var before = sources.Files.Values.Select(uploaded => uploaded.SourceId).ToHashSet();
        foreach (var file in missing)
        {
            var accepted = await client.AddSourceAsync(twinId, file.Name, file.Content, ct);
            await sources.SetAsync(file.Path, new UploadedFile(accepted.SourceId, accepted.JobId, file.Sha256), ct);
        }

        foreach (var file in corpus)
        {
            var uploaded = sources.Files[file.Path];
            if (existing.GetValueOrDefault(uploaded.SourceId) != "live")
            {
                await WaitAsync(file, uploaded.JobId, ct);
            }
        }

        foreach (var gone in sources.Files.Keys.Except(corpus.Select(file => file.Path)).ToList())
        {
            await sources.RemoveAsync(gone, ct);
        }

        // The old version goes when the new one is live: the twin is never without an answer.
        foreach (var outdated in before.Except(sources.Files.Values.Select(uploaded => uploaded.SourceId)).Where(existing.ContainsKey))
        {
            await client.DeleteSourceAsync(outdated, ct);
        }

        await terminal.Out.WriteLineAsync($"The demo twin knows {corpus.Count} files of the documentation ({missing.Count} ingested now, {corpus.Count - missing.Count} unchanged).");
        return corpus.ToDictionary(file => sources.Files[file.Path].SourceId);
    }

    private async Task<Dictionary<Guid, string>> ExistingAsync(CancellationToken ct)
    {
        var existing = new Dictionary<Guid, string>();
        await foreach (var source in client.ListSourcesAsync(twinId, ct))
        {
            existing[source.SourceId] = source.Status;
        }

        return existing;
    }

    private async Task WaitAsync(DocumentationFile file, Guid jobId, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        try
        {
            var job = await client.GetJobAsync(jobId, ct);
            while (!job.IsOver)
            {
                await Task.Delay(Poll, deadline.Token);
                job = await client.GetJobAsync(jobId, ct);
            }

            if (!job.IsComplete)
            {
                throw new CliException($"{file.Path} was not ingested: {job.ErrorMessage ?? job.Status} (job {jobId}; docs/runbooks/source-stuck.md says where to look)");
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new CliException($"{file.Path} was not ingested within {Patience.TotalMinutes:0} minutes (job {jobId}). docs/runbooks/source-stuck.md says where to look.");
        }
    }
}
