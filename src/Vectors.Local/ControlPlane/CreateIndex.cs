using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.ControlPlane;

internal sealed record CreateIndexRequest(
    string Name,
    CreateIndexSpec Spec,
    int? Dimension = null,
    string? Metric = null,
    [property: JsonPropertyName("vector_type")] string? VectorType = null,
    [property: JsonPropertyName("deletion_protection")] string? DeletionProtection = null,
    IReadOnlyDictionary<string, string?>? Tags = null);

internal sealed record CreateIndexSpec(CreateServerless? Serverless = null, JsonElement? Pod = null, JsonElement? Byoc = null);

internal sealed record CreateServerless(string Cloud, string Region, [property: JsonPropertyName("read_capacity")] CreateReadCapacity? ReadCapacity = null);

internal sealed record CreateReadCapacity(string Mode = "OnDemand");

/// <summary>Makes an index, which is ready at once. Cloud and region are kept and told again.</summary>
internal static class CreateIndex
{
    private static readonly string[] Clouds = ["aws", "gcp", "azure"];

    public static async Task<Results<Created<WireIndex>, PineconeError>> Handle(
        CreateIndexRequest request, IndexCatalog catalog, HttpRequest http, CancellationToken ct)
    {
        if (WhyNot(request) is { } problem)
            return PineconeError.Invalid(problem);

        var index = DefinitionOf(request, request.Spec.Serverless!);
        if (index.WhyNot() is { } misfit)
            return PineconeError.Invalid(misfit);

        return await catalog.CreateAsync(index, ct)
            ? TypedResults.Created($"/indexes/{index.Name}", WireIndex.Of(index, http))
            : PineconeError.Exists("Resource already exists");
    }

    private static string? WhyNot(CreateIndexRequest request) => request switch
    {
        { VectorType: not (null or "dense" or "sparse") } => "vector_type must be dense or sparse",
        { Metric: not (null or "cosine" or "euclidean" or "dotproduct") } => "metric must be cosine, euclidean or dotproduct",
        { Spec.Serverless: null } => "Only serverless indexes are supported",
        { Spec.Serverless.ReadCapacity: { Mode: not "OnDemand" } } => "Only on-demand read capacity is supported",
        { Spec.Serverless.Cloud: var cloud } when !Clouds.Contains(cloud) => $"cloud must be one of {string.Join(", ", Clouds)}",
        { Spec.Serverless.Region: { Length: < 1 or > 100 } } => "region must have 1 to 100 characters",
        { Spec.Serverless.Region: var region } when !region.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => "region must consist of alphanumeric characters or '-'",
        _ => Protection.WhyNot(request.DeletionProtection) ?? IndexTags.WhyNot(request.Tags),
    };

    private static IndexDefinition DefinitionOf(CreateIndexRequest request, CreateServerless serverless)
    {
        var isSparse = request.VectorType == "sparse";
        var metric = WireNames.TryRead<Metric>(request.Metric ?? "", out var given) ? given : isSparse ? Metric.DotProduct : Metric.Cosine;
        return new IndexDefinition(request.Name, new IndexForm
        {
            VectorType = isSparse ? VectorType.Sparse : VectorType.Dense,
            Metric = metric,
            Dimension = request.Dimension,
        })
        {
            DeletionProtection = Protection.Read(request.DeletionProtection, otherwise: false),
            Tags = IndexTags.Merged(new Dictionary<string, string>(), request.Tags),
            Cloud = serverless.Cloud,
            Region = serverless.Region,
        };
    }
}
