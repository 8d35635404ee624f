using System.Collections.Concurrent;
using TwinPlatform.Platform.Data;
using TwinPlatform.Vectors.Local.Storage;

namespace TwinPlatform.Vectors.Local;

/// <summary>One index: the form of its vectors, and its namespaces.</summary>
internal sealed class ServedIndex(string name, IndexOptions form, NamespaceDb db)
{
    private readonly ConcurrentDictionary<string, VectorNamespace> _namespaces = new(StringComparer.Ordinal);

    public string Name => name;

    public IndexOptions Form => form;

    public VectorNamespace Namespace(string namespaceName) =>
        _namespaces.GetOrAdd(namespaceName, key => new VectorNamespace(name, form.Metric, key, db));

    /// <summary>Binds a handler's parameter: the index in the address, or that of the process's own host.</summary>
    public static ValueTask<ServedIndex?> BindAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<IndexCatalog>().Find(context.GetRouteValue("index") as string) is { } index
            ? ValueTask.FromResult<ServedIndex?>(index)
            : throw new BadHttpRequestException("No such index.", StatusCodes.Status404NotFound);
}
