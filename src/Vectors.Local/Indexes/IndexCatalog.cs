using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Search;
using TwinPlatform.Vectors.Local.Storage;

namespace TwinPlatform.Vectors.Local.Indexes;

/// <summary>The indexes that this process serves: those of its configuration, which it makes when it starts, and those that clients made.</summary>
internal sealed class IndexCatalog(IOptions<VectorsOptions> options, IndexStore store, NamespaceDb db, MemoryBudget budget) : IHostedService
{
    private readonly ConcurrentDictionary<string, ServedIndex> _indexes = new(StringComparer.Ordinal);

    /// <returns>All indexes by name, those of other processes too.</returns>
    public Task<IReadOnlyList<IndexDefinition>> AllAsync(CancellationToken ct) => store.AllAsync(ct);

    /// <summary>Finishes deletions that a crash cut short, and makes the configured indexes.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var index in await store.AllAsync(cancellationToken))
        {
            if (index.IsTerminating)
                await FinishDeletionAsync(Serve(index));
        }

        foreach (var (name, form) in options.Value.Indexes)
        {
            await store.AddAsync(new IndexDefinition(name, form), cancellationToken);
        }

        await ReloadAsync(cancellationToken);
        foreach (var (name, form) in options.Value.Indexes)
        {
            if (_indexes[name].Form != form)
                throw new InvalidOperationException($"Vectors:Indexes:{name} is {form}, and the index is {_indexes[name].Form}. Change the setting back, or delete the index first.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <param name="name">From the address; null for the process's own host.</param>
    /// <param name="ct">Cancels.</param>
    /// <remarks>What is not known here may have been made by another process.</remarks>
    public async Task<ServedIndex?> FindAsync(string? name, CancellationToken ct)
    {
        var sought = name ?? options.Value.Index;
        if (!_indexes.TryGetValue(sought, out var known) || known.Definition.IsTerminating)
            await ReloadAsync(ct);

        return _indexes.GetValueOrDefault(sought);
    }

    /// <returns>False when there is an index of this name.</returns>
    public async Task<bool> CreateAsync(IndexDefinition index, CancellationToken ct)
    {
        if (!await store.AddAsync(index, ct))
            return false;

        Serve(index);
        return true;
    }

    /// <returns>False when it is gone.</returns>
    public async Task<bool> ConfigureAsync(ServedIndex index, IndexDefinition changed, CancellationToken ct)
    {
        if (!await store.ConfigureAsync(changed, ct))
            return false;

        index.Definition = changed;
        return true;
    }

    /// <summary>Deletes an index with all that is in it. Once begun it is finished, by the next start if need be.</summary>
    /// <returns>False when it is protected or gone.</returns>
    public async Task<bool> DeleteAsync(ServedIndex index, CancellationToken ct)
    {
        if (!await store.TerminateAsync(index.Name, ct))
            return false;

        index.Definition = index.Definition with { IsTerminating = true };
        await FinishDeletionAsync(index);
        return true;
    }

    private async Task FinishDeletionAsync(ServedIndex index)
    {
        // Again until there are none: a write that had begun before may have made another.
        while (await store.NamespacesAsync(index.Name, CancellationToken.None) is { Count: > 0 } names)
        {
            foreach (var name in names)
            {
                await index.Namespace(name).WriteAsync(new Dropped(), CancellationToken.None);
            }
        }

        await store.DeleteAsync(index.Name, CancellationToken.None);
        _indexes.TryRemove(index.Name, out _);
    }

    private async Task ReloadAsync(CancellationToken ct)
    {
        foreach (var index in await store.AllAsync(ct))
        {
            Serve(index);
        }
    }

    /// <remarks>An index that is being deleted gives way to the next of its name.</remarks>
    private ServedIndex Serve(IndexDefinition definition)
    {
        return _indexes.AddOrUpdate(definition.Name, _ => Served(), (_, known) => known.Definition.IsTerminating ? Served() : known);

        ServedIndex Served() => new(definition, (index, name) => new VectorNamespace(index.Name, index.Form, name, db, budget));
    }
}
