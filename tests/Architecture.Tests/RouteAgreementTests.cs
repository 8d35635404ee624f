using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using TwinPlatform.Gateway.Routes;
using TwinPlatform.Platform.Principal;
using Xunit;

namespace TwinPlatform.Architecture.Tests;

/// <summary>Every route states who may call it, and the gateway's table and the services' routes say the same (R14).</summary>
public sealed class RouteAgreementTests
{
    [Fact]
    public async Task The_gateways_table_is_what_the_services_map()
    {
        var mapped = new List<string>();
        foreach (var service in Repository.Services)
        {
            var name = service.GetName().Name!.Split('.')[1].ToLowerInvariant();
            mapped.AddRange((await ServiceRoutes.OfAsync(service)).Where(IsPublic).Select(route => Line(name, route)));
        }

        Assert.Equal(RouteTable.All.Select(route => $"{route.Method} {route.Path} {route.Service} {route.Scope}").Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_route_of_every_service_states_a_scope_or_that_it_is_open()
    {
        foreach (var service in Repository.Services)
        {
            var routes = await ServiceRoutes.OfAsync(service);

            Assert.NotEmpty(routes);
            Assert.Empty(routes.Where(route => !StatesItsCaller(route)).Select(route => $"{service.GetName().Name}: {route.RoutePattern.RawText}"));
        }
    }

    [Fact]
    public async Task Every_route_of_a_twin_checks_the_twin()
    {
        foreach (var service in Repository.Services)
        {
            var unchecked_ = (await ServiceRoutes.OfAsync(service))
                .Where(route => route.RoutePattern.GetParameter("twinId") is not null && !ChecksTheTwin(route))
                .Select(route => route.RoutePattern.RawText);

            Assert.Empty(unchecked_);
        }
    }

    [Fact]
    public void A_route_without_a_statement_is_seen() => Assert.False(StatesItsCaller(Route("/v1/forgotten")));

    [Fact]
    public void A_route_of_a_twin_without_a_check_is_seen() => Assert.False(ChecksTheTwin(Route("/v1/twins/{twinId}/secrets")));

    private static RouteEndpoint Route(string pattern) => new(_ => Task.CompletedTask, RoutePatternFactory.Parse(pattern), 0, EndpointMetadataCollection.Empty, pattern);

    private static bool IsPublic(RouteEndpoint route) => route.RoutePattern.RawText?.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal) is true;

    /// <remarks>gRPC and a service's own OpenAPI document are for the inside: the fallback policy asks for a signed principal there.</remarks>
    private static bool StatesItsCaller(RouteEndpoint route) =>
        route.Metadata.GetMetadata<RequiredScope>() is not null
        || route.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || route.Metadata.GetMetadata<GrpcMethodMetadata>() is not null
        || route.DisplayName?.StartsWith("gRPC - ", StringComparison.Ordinal) is true
        || route.RoutePattern.RawText is "/openapi/{documentName}.json";

    private static bool ChecksTheTwin(RouteEndpoint route) =>
        route.Metadata.OfType<AuthorizationPolicy>().Any(policy => policy.Requirements.Any(requirement => requirement.GetType().Name == "RouteTwinRequirement"));

    private static string Line(string service, RouteEndpoint route)
    {
        var method = Assert.Single(route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods);
        var path = "/" + Regex.Replace(route.RoutePattern.RawText!.Trim('/'), @"\{(\w+):\w+\}", "{$1}");
        return $"{method} {path} {service} {route.Metadata.GetMetadata<RequiredScope>()?.Scope}";
    }
}
