using System.Text.Json.Nodes;
using TwinPlatform.Gateway.Reference;
using TwinPlatform.Gateway.Routes;
using Xunit;

namespace TwinPlatform.Gateway.Tests.Reference;

/// <summary>The services' documents put together: the public routes, all of them, and nothing else.</summary>
public sealed class GetOpenApiDocumentTests
{
    [Fact]
    public void Holds_every_public_route_with_its_scope()
    {
        var document = GetOpenApiDocument.Compose(Documents());

        foreach (var route in RouteTable.All)
        {
            var operation = document["paths"]![route.Path]![route.Method.ToLowerInvariant()]!;
            Assert.Equal($"{route.Service} {route.Path}\n\nScope: `{route.Scope}`.", (string?)operation["description"]);
        }
    }

    [Fact]
    public void Leaves_out_what_the_gateway_does_not_forward()
    {
        var documents = Documents();
        documents["governance"]["paths"]!["/internal"] = new JsonObject { ["get"] = new JsonObject() };

        var document = GetOpenApiDocument.Compose(documents);

        Assert.Null(document["paths"]!["/internal"]);
        Assert.Equal(RouteTable.All.Select(route => route.Path).Distinct().Order(), document["paths"]!.AsObject().Select(path => path.Key).Order());
    }

    [Fact]
    public void Takes_over_the_schemas_of_every_service()
    {
        var schemas = GetOpenApiDocument.Compose(Documents())["components"]!["schemas"]!.AsObject().Select(schema => schema.Key);

        Assert.Equal(RouteTable.All.Select(route => $"{route.Service}Schema").Distinct().Order(), schemas.Order());
    }

    [Fact]
    public void A_route_that_its_service_does_not_describe_is_an_error_and_not_a_gap()
    {
        var documents = Documents();
        documents["chat"]["paths"]!.AsObject().Remove("/v1/twins/{twinId}/chat");

        var error = Assert.Throws<InvalidOperationException>(() => GetOpenApiDocument.Compose(documents));

        Assert.Contains("chat does not describe POST /v1/twins/{twinId}/chat", error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, JsonObject> Documents() => RouteTable.All.GroupBy(route => route.Service).ToDictionary(
        service => service.Key,
        service =>
        {
            var paths = new JsonObject();
            foreach (var route in service)
            {
                var path = paths[route.Path] as JsonObject ?? (JsonObject)(paths[route.Path] = new JsonObject())!;
                path[route.Method.ToLowerInvariant()] = new JsonObject { ["description"] = $"{service.Key} {route.Path}" };
            }

            return new JsonObject
            {
                ["paths"] = paths,
                ["components"] = new JsonObject { ["schemas"] = new JsonObject { [$"{service.Key}Schema"] = new JsonObject() } },
            };
        });
}
