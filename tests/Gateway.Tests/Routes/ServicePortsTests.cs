using System.Net;
using System.Net.Http.Json;
using Grpc.Core;
using Grpc.Net.Client;
using TwinPlatform.Contracts.Governance.V1;
using TwinPlatform.Contracts.Knowledge.V1;
using TwinPlatform.Gateway.Routes;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Gateway.Tests.Routes;

/// <summary>Who reaches a service's own port without the gateway gets nothing there, whatever he shows.</summary>
[Collection(PlatformCollection.Name)]
public sealed class ServicePortsTests(TestPlatform platform)
{
    /// <summary>A principal in form, signed by nobody: {"alg":"none"}, all scopes.</summary>
    private const string Unsigned = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ0d2luLWdhdGV3YXkiLCJhdWQiOiJ0d2luLXBsYXRmb3JtIiwic3ViIjoiZ2F0ZXdheSIsImV4cCI6NDEwMjQ0NDgwMH0.";

    [InfrastructureFact]
    public async Task Every_route_of_every_service_answers_401()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        foreach (var key in (string?[])[null, tenant.ApiKey, platform.File.Parameters["operator-key"], Unsigned])
        {
            foreach (var route in RouteTable.All)
            {
                using var client = platform.CreateServiceClient(route.Service);
                using var request = new HttpRequestMessage(new HttpMethod(route.Method), string.Join('/', route.Path.Split('/').Select(part => part.StartsWith('{') ? Guid.Empty.ToString() : part)));
                request.Content = route.Method == "POST" ? JsonContent.Create(new { }) : null;
                request.Headers.Authorization = key is null ? null : new("Bearer", key);
                using var response = await client.SendAsync(request);

                await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "principal.missing");
            }
        }
    }

    [InfrastructureFact]
    public async Task Not_even_the_list_of_routes_is_shown()
    {
        foreach (var service in RouteTable.All.Select(route => route.Service).Distinct())
        {
            using var client = platform.CreateServiceClient(service);
            using var response = await client.GetAsync("/openapi/v1.json");

            await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "principal.missing");
        }
    }

    [InfrastructureFact]
    public async Task Every_gRPC_method_answers_UNAUTHENTICATED()
    {
        using var governance = GrpcChannel.ForAddress(platform.File.Endpoint("governance", "grpc"));
        using var knowledge = GrpcChannel.ForAddress(platform.File.Endpoint("knowledge", "grpc"));

        await AssertClosedAsync(() => new Contracts.Governance.V1.ApiKeys.ApiKeysClient(governance).ResolveAsync(new ResolveApiKeyRequest()).ResponseAsync);
        await AssertClosedAsync(() => new Twins.TwinsClient(governance).GetAsync(new GetTwinRequest()).ResponseAsync);
        await AssertClosedAsync(() => new Retrieval.RetrievalClient(knowledge).SearchAsync(new SearchRequest()).ResponseAsync);
        await AssertClosedAsync(() => new Retrieval.RetrievalClient(knowledge).CheckQuotesAsync(new CheckQuotesRequest()).ResponseAsync);
    }

    private static async Task AssertClosedAsync(Func<Task> call) =>
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
}
