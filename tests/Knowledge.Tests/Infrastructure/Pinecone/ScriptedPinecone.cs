using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwinPlatform.Knowledge.Infrastructure.Pinecone;

namespace TwinPlatform.Knowledge.Tests.Infrastructure.Pinecone;

/// <summary>
/// A server in the place of Pinecone that answers what a test tells it to: the moods that the bundled store does not have (rate limits, failures,
/// answers that lag behind writes).
/// </summary>
internal sealed class ScriptedPinecone : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly WebApplication _client;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();

    private ScriptedPinecone(WebApplication server, WebApplication client)
    {
        _server = server;
        _client = client;
    }

    public ConcurrentQueue<(string Path, JsonElement Body, IHeaderDictionary Headers)> Requests { get; } = new();

    public PineconeVectorIndex Index => _client.Services.GetRequiredService<PineconeVectorIndex>();

    public static async Task<ScriptedPinecone> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var server = builder.Build();
        ScriptedPinecone? scripted = null;
        server.Run(context => scripted!.AnswerAsync(context));
        await server.StartAsync();

        var service = WebApplication.CreateBuilder();
        service.Logging.ClearProviders();
        service.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Pinecone:Host"] = server.Urls.Single(),
            ["Pinecone:ApiKey"] = "the-key",
            ["Pinecone:FreshnessTimeoutSeconds"] = "1",
        });
        service.Services.AddSingleton(TimeProvider.System);
        service.AddPinecone();
        return scripted = new ScriptedPinecone(server, service.Build());
    }

    public ScriptedPinecone Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.WriteAsync(body);
        });
        return this;
    }

    /// <summary>The connection breaks instead of an answer.</summary>
    public ScriptedPinecone Break()
    {
        _answers.Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = context.Request.ContentLength > 0 ? await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body) : default;
        Requests.Enqueue((context.Request.Path + context.Request.QueryString, body, new HeaderDictionary(context.Request.Headers.ToDictionary())));
        if (!_answers.TryDequeue(out var answer))
            throw new InvalidOperationException("The script has no further answer.");

        await answer(context);
    }
}
