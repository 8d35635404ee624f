using Scalar.AspNetCore;

namespace TwinPlatform.Gateway.Reference;

internal static class ReferenceDefaults
{
    public static void AddReference(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient<ServiceDocuments>().AddStandardResilienceHandler();
        builder.Services.AddMemoryCache();
    }

    /// <summary>The API reference is open to all: it holds no data, and a reader has no key yet.</summary>
    public static void MapReference(this WebApplication app)
    {
        app.MapGet("/openapi/v1.json", GetOpenApiDocument.Handle).AllowAnonymous();
        app.MapScalarApiReference("/docs", scalar => scalar
            .WithTitle("TwinPlatform")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")

            // The page serves this API alone: nothing on it asks, sends or offers anything elsewhere.
            .HideDeveloperTools()
            .DisableAgent()
            .DisableMcp()
            .DisableTelemetry()
            .DisableDefaultFonts()).AllowAnonymous();
    }
}
