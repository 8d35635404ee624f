using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Vectors.Local;

/// <summary>The indexes that this process serves.</summary>
internal sealed class IndexCatalog(IOptions<VectorsOptions> options, NamespaceDb db)
{
    private readonly ConcurrentDictionary<string, ServedIndex> _indexes =
        new(options.Value.Indexes.Select(index => KeyValuePair.Create(index.Key, new ServedIndex(index.Key, index.Value, db))), StringComparer.Ordinal);

    /// <param name="name">From the address; null for the process's own host.</param>
    public ServedIndex? Find(string? name) => _indexes.GetValueOrDefault(name ?? options.Value.Index);
}
