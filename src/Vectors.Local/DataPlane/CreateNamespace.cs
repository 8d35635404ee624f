using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TwinPlatform.Vectors.Local.Indexes;
using TwinPlatform.Vectors.Local.Search;
using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.DataPlane;

internal sealed record CreateNamespaceRequest(string Name, JsonElement? Schema = null);

/// <summary>Makes a namespace without records. Nobody has to: the first upsert makes it too.</summary>
/// <remarks>The schema is kept and told again. Every metadata field can be filtered by, declared or not.</remarks>
internal static class CreateNamespace
{
    public static async Task<Results<Ok<WireNamespace>, PineconeError>> Handle(
        CreateNamespaceRequest request, ServedIndex index, HttpResponse response, CancellationToken ct)
    {
        var name = NamespaceName.Read(request.Name);
        if ((RequestLimits.OfNamespace(name) ?? WhyNot(request)) is { } problem)
            return PineconeError.Invalid(problem);

        if (await index.Namespace(name).WriteAsync(new NamespaceCreated(request.Schema), ct) is not { } lsn)
            return PineconeError.Exists("Namespace already exists");

        response.SetRequestLsn(lsn);
        return TypedResults.Ok(new WireNamespace(NamespaceName.Write(name), 0, request.Schema));
    }

    private static string? WhyNot(CreateNamespaceRequest request) =>
        request.Name.Length == 0 ? "Namespace name must not be empty"
        : request.Schema is { } schema && !IsSchema(schema) ? "schema must be an object with a field \"fields\" of objects that say filterable: true"
        : null;

    private static bool IsSchema(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && !schema.GetRawText().Contains("\\u0000", StringComparison.Ordinal)
        && schema.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Object
        && fields.EnumerateObject().All(field => field.Value is { ValueKind: JsonValueKind.Object } settings
            && settings.TryGetProperty("filterable", out var filterable) && filterable.ValueKind == JsonValueKind.True);
}
