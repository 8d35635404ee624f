using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TwinPlatform.Platform.Principal;
using TwinPlatform.Platform.Problems;
using TwinPlatform.Platform.Telemetry;

namespace TwinPlatform.Platform;

/// <summary>How every process of the platform behaves in production; what it is about comes after.</summary>
public static class PlatformDefaults
{
    /// <summary>
    /// Adds telemetry, health checks, problem documents, strict JSON and service discovery for HTTP clients. Who retries, and what, each client says
    /// itself: a call that is safe to repeat for one is not for another.
    /// </summary>
    /// <param name="builder">The process to equip.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddPlatform(this WebApplicationBuilder builder)
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddProblems();

        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            // An unknown field is a typing error of the client's; accepting and dropping it would hide it.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.RespectNullableAnnotations = true;
        });

        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(client => client.AddServiceDiscovery());
        return builder;
    }

    /// <summary>
    /// Adds what a service behind the gateway needs on top: it believes the gateway's signed principal and nobody else, on HTTP and gRPC alike,
    /// and describes its routes for the gateway's API reference.
    /// </summary>
    /// <param name="builder">The service to equip.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder AddPlatformService(this WebApplicationBuilder builder)
    {
        builder.AddPlatform();
        builder.AddCallerAuthentication();
        builder.Services.AddOpenApi();

        // Otherwise gRPC takes every address of two parts, and a request of the wrong media type to /v1/twins is told that there is no such address.
        builder.Services.AddGrpc(grpc => grpc.IgnoreUnknownServices = true);
        return builder;
    }

    /// <summary>Puts error handling, authentication, health and the route description into the pipeline of a service behind the gateway.</summary>
    /// <param name="app">The service.</param>
    /// <returns>The same service.</returns>
    public static WebApplication UsePlatformService(this WebApplication app)
    {
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi();
        return app;
    }

    /// <summary>
    /// Maps <c>/health</c> (every check: may traffic come?) and <c>/alive</c> (is the process itself well?). Both answer one word, without details,
    /// and are open to all: probes carry no key.
    /// </summary>
    /// <param name="app">The process.</param>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health").AllowAnonymous();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") }).AllowAnonymous();
    }
}
