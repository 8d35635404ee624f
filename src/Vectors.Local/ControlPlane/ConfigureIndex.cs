using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.ControlPlane;

internal sealed record ConfigureIndexRequest(
    [property: JsonPropertyName("deletion_protection")] string? DeletionProtection = null,
    IReadOnlyDictionary<string, string?>? Tags = null,
    JsonElement? Spec = null,
    JsonElement? Embed = null);

/// <summary>Changes whether an index may be deleted, and its tags. Its form stays what it is.</summary>
internal static class ConfigureIndex
{
    public static async Task<Results<Ok<WireIndex>, PineconeError>> Handle(
        string name, ConfigureIndexRequest request, IndexCatalog catalog, HttpRequest http, CancellationToken ct)
    {
        if (WhyNot(request) is { } problem)
            return PineconeError.Invalid(problem);

        if (await catalog.FindAsync(name, ct) is not { } index)
            return DescribeIndex.NotFound(name);

        var changed = index.Definition with
        {
            DeletionProtection = Protection.Read(request.DeletionProtection, index.Definition.DeletionProtection),
            Tags = IndexTags.Merged(index.Definition.Tags, request.Tags),
        };
        return await catalog.ConfigureAsync(index, changed, ct) ? TypedResults.Ok(WireIndex.Of(changed, http)) : DescribeIndex.NotFound(name);
    }

    private static string? WhyNot(ConfigureIndexRequest request) => request switch
    {
        { Spec: not null } => "Pods and dedicated read capacity are not supported",
        { Embed: not null } => "Integrated embedding is not supported",
        _ => Protection.WhyNot(request.DeletionProtection) ?? IndexTags.WhyNot(request.Tags),
    };
}
