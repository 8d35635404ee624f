using Microsoft.Extensions.Options;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>The vector store of this service.</summary>
internal static class PineconeDefaults
{
    /// <summary>The version whose namespaces can be described; later ones keep the same data plane.</summary>
    private const string ApiVersion = "2025-10";

    /// <summary>Adds <see cref="PineconeVectorIndex"/>, configured by section <c>Pinecone</c>.</summary>
    public static void AddPinecone(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PineconeOptions>()
            .BindConfiguration("Pinecone")
            .ValidateDataAnnotations()
            .Validate(options => Uri.TryCreate(options.BaseAddress.ToString(), UriKind.Absolute, out _), "Pinecone:Host is not a host name or an http(s) address.")
            .ValidateOnStart();

        builder.Services.AddTransient<RetryTransientFailures>();
        builder.Services.AddHttpClient(PineconeTransport.ClientName, (services, http) =>
            {
                var options = services.GetRequiredService<IOptions<PineconeOptions>>().Value;
                http.BaseAddress = options.BaseAddress;
                http.DefaultRequestHeaders.Add("Api-Key", options.ApiKey);
                http.DefaultRequestHeaders.Add("X-Pinecone-Api-Version", ApiVersion);

                // The limit is on each attempt (RetryTransientFailures), not on all of them together.
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .AddHttpMessageHandler<RetryTransientFailures>();
        builder.Services.AddSingleton<PineconeTransport>();
        builder.Services.AddSingleton<PineconeVectorIndex>();
    }
}
