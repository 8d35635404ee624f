using System.Collections.Concurrent;
using TwinPlatform.Vectors.Local.Storage;

namespace TwinPlatform.Vectors.Local.Indexes;

/// <summary>One index: the form of its vectors, and its namespaces.</summary>
internal sealed class ServedIndex(IndexDefinition definition, Func<IndexDefinition, string, VectorNamespace> open)
{
    private readonly ConcurrentDictionary<string, VectorNamespace> _namespaces = new(StringComparer.Ordinal);

    /// <summary>What is known about it now; its name and form never change.</summary>
    public IndexDefinition Definition { get; set; } = definition;

    public string Name => Definition.Name;

    public IndexForm Form => Definition.Form;

    public VectorNamespace Namespace(string name) => _namespaces.GetOrAdd(name, key => open(Definition, key));

    /// <summary>Binds a handler's parameter: the index in the address, or that of the process's own host.</summary>
    public static async ValueTask<ServedIndex?> BindAsync(HttpContext context) =>
        await context.RequestServices.GetRequiredService<IndexCatalog>().FindAsync(context.GetRouteValue("index") as string, context.RequestAborted)
            is { Definition.IsTerminating: false } index
            ? index
            : throw new BadHttpRequestException("No such index.", StatusCodes.Status404NotFound);
}
