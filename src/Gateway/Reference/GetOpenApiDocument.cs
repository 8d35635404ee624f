using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using TwinPlatform.Gateway.Routes;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Gateway.Reference;

/// <summary>One OpenAPI 3.1 document for the whole API: the services' documents, cut to the public routes and put together.</summary>
internal static class GetOpenApiDocument
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> Handle(ServiceDocuments services, IMemoryCache cache, CancellationToken ct)
    {
        try
        {
            var document = await cache.GetOrCreateAsync("openapi", async entry =>
            {
                entry.AbsoluteExpirationRelativeToNow = Remembered;
                return (await ComposeAsync(services, ct)).ToJsonString();
            });
            return TypedResults.Content(document, "application/json");
        }
        catch (HttpRequestException)
        {
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "service.unavailable", "A part of the platform is being restarted. Try again in a few seconds.");
        }
    }

    private static async Task<JsonObject> ComposeAsync(ServiceDocuments services, CancellationToken ct)
    {
        var names = RouteTable.All.Select(route => route.Service).Distinct().ToList();
        var documents = await Task.WhenAll(names.Select(name => services.GetAsync(name, ct)));
        var byService = names.Zip(documents).ToDictionary(pair => pair.First, pair => pair.Second);
        return Compose(byService);
    }

    /// <exception cref="InvalidOperationException">A public route is missing from its service's document.</exception>
    internal static JsonObject Compose(IReadOnlyDictionary<string, JsonObject> documents)
    {
        var paths = new JsonObject();
        foreach (var route in RouteTable.All)
        {
            var operation = documents[route.Service]["paths"]?[route.Path]?[route.Method.ToLowerInvariant()]
                ?? throw new InvalidOperationException($"{route.Service} does not describe {route.Method} {route.Path}, which the gateway forwards to it.");
            var path = paths[route.Path] as JsonObject ?? (JsonObject)(paths[route.Path] = new JsonObject())!;
            path[route.Method.ToLowerInvariant()] = Guarded(operation.DeepClone().AsObject(), route.Scope);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "TwinPlatform",
                ["version"] = "v1",
                ["description"] = "Verified expert twins: answers from an expert's own knowledge, with exact citations, or an honest \"I don't know\".",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = Schemas(documents.Values),
                ["securitySchemes"] = new JsonObject
                {
                    ["apiKey"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key: tdp_live_…" },
                },
            },
            ["security"] = new JsonArray(new JsonObject { ["apiKey"] = new JsonArray() }),
        };
    }

    private static JsonObject Guarded(JsonObject operation, string scope)
    {
        operation["description"] = string.Join("\n\n", new[] { operation["description"]?.GetValue<string>(), $"Scope: `{scope}`." }.OfType<string>());
        return operation;
    }

    private static JsonObject Schemas(IEnumerable<JsonObject> documents)
    {
        var all = new JsonObject();
        foreach (var (name, schema) in documents.SelectMany(document => document["components"]?["schemas"]?.AsObject() ?? []))
        {
            all[name] = schema?.DeepClone();
        }

        return all;
    }
}
