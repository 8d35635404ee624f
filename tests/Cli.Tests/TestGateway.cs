using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TwinPlatform.Cli.Tests;

/// <summary>A peer that speaks the gateway's HTTP contract. What it answers to a question is set by the test.</summary>
public sealed class TestGateway : IAsyncLifetime
{
    public const string OperatorKey = "operator-key-of-at-least-24-characters";

    private readonly ConcurrentDictionary<string, Guid> _tenants = new();
    private readonly ConcurrentDictionary<Guid, (string Key, string Name)> _twins = new();
    private readonly ConcurrentDictionary<Guid, StoredSource> _sources = new();
    private WebApplication? _app;

    public Uri Address => new(_app!.Urls.Single());

    public int TenantsMade => _tenants.Count;

    public int Uploads { get; private set; }

    public IReadOnlyCollection<StoredSource> Sources => [.. _sources.Values];

    public Func<string, TestGateway, object> Answer { get; set; } = (_, _) => Silence;

    public static object Silence => new
    {
        conversationId = Guid.CreateVersion7(), messageId = Guid.CreateVersion7(), answered = false, answer = "I don't know.", confidence = 0.1,
        citations = Array.Empty<object>(), generatedBy = "extractive",
    };

    /// <summary>The answer that quotes the first occurrence of a text in the source of a title.</summary>
    public object Quote(string title, string quote) => Quote(title, quote, quote);

    /// <summary>The answer that claims to quote <paramref name="quote"/> where in truth <paramref name="found"/> stands.</summary>
    public object Quote(string title, string quote, string found)
    {
        var source = Sources.First(source => source.Title == title);
        var start = source.Text.IndexOf(found, StringComparison.Ordinal);
        return new
        {
            conversationId = Guid.CreateVersion7(), messageId = Guid.CreateVersion7(), answered = true, answer = quote, confidence = 0.9,
            citations = new[]
            {
                new
                {
                    index = 1, sourceId = source.SourceId, sourceVersion = 1, title, page = (int?)null, headingPath = new[] { "Heading" },
                    start, end = start + found.Length, quote, sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(quote))),
                },
            },
            generatedBy = "extractive",
        };
    }

    /// <summary>Forgets every key, as a platform does whose database was made anew.</summary>
    public void Forget()
    {
        _tenants.Clear();
        _twins.Clear();
        _sources.Clear();
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/tenants", (HttpRequest request, NewNamed body) =>
        {
            if (KeyOf(request) != OperatorKey)
            {
                return Problem(403, "key.insufficient_scope", "This key lacks the scope \"tenants:admin\". Use a key that has it.");
            }

            var key = $"tdp_live_{Guid.CreateVersion7():N}";
            var tenantId = _tenants[key] = Guid.CreateVersion7();
            return Results.Created("", new { tenantId, body.Name, apiKeyId = Guid.CreateVersion7(), apiKey = key });
        });
        _app.MapPost("/v1/twins", (HttpRequest request, NewNamed body) => AsTenant(request, key =>
        {
            var twinId = Guid.CreateVersion7();
            _twins[twinId] = (key, body.Name);
            return Results.Created("", new { twinId, body.Name });
        }));
        _app.MapGet("/v1/twins", (HttpRequest request) => AsTenant(request, key => Results.Ok(new
        {
            items = _twins.Where(twin => twin.Value.Key == key).Select(twin => new { twinId = twin.Key, twin.Value.Name }), nextCursor = (string?)null,
        })));
        _app.MapPost("/v1/twins/{twinId:guid}/sources", (HttpRequest request, Guid twinId) => OfTwinAsync(request, twinId, async () =>
        {
            var form = await request.ReadFormAsync();
            using var content = new MemoryStream();
            await form.Files["file"]!.CopyToAsync(content);
            var source = new StoredSource(twinId, Guid.CreateVersion7(), form["title"].ToString(), content.ToArray(), "live");
            _sources[source.SourceId] = source;
            Uploads++;
            return Results.Accepted("", new { source.SourceId, jobId = Guid.CreateVersion7() });
        }));
        _app.MapGet("/v1/twins/{twinId:guid}/sources", (HttpRequest request, Guid twinId, string? cursor) => OfTwinAsync(request, twinId, () =>
        {
            // Two to a page, so that every reader has to turn pages.
            var all = _sources.Values.Where(source => source.TwinId == twinId).OrderByDescending(source => source.SourceId).ToList();
            var page = all.SkipWhile(source => cursor is not null && source.SourceId.ToString() != cursor).ToList();
            return Task.FromResult(Results.Ok(new { items = page.Take(2).Select(View), nextCursor = page.Count > 2 ? page[2].SourceId.ToString() : null }));
        }));
        _app.MapDelete("/v1/sources/{sourceId:guid}", (HttpRequest request, Guid sourceId) => AsTenant(request, _ =>
        {
            _sources.TryRemove(sourceId, out var _);
            return Results.Accepted("", new { jobId = Guid.CreateVersion7() });
        }));
        _app.MapPost("/v1/twins/{twinId:guid}/chat", (HttpRequest request, Guid twinId, NewMessage body) =>
            OfTwinAsync(request, twinId, () => Task.FromResult(Results.Ok(Answer(body.Message, this)))));
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    /// <summary>Makes a tenant with a twin, past the HTTP door.</summary>
    public (string Key, Guid TwinId) Tenant(string key = "tdp_live_given")
    {
        _tenants[key] = Guid.CreateVersion7();
        var twinId = Guid.CreateVersion7();
        _twins[twinId] = (key, "A twin");
        return (key, twinId);
    }

    public void Replace(StoredSource source) => _sources[source.SourceId] = source;

    private static object View(StoredSource source) => new
    {
        source.SourceId, source.Title, contentSha256 = Convert.ToHexStringLower(SHA256.HashData(source.Content)), source.Status, chunkCount = 1,
        errorCode = source.Status == "failed" ? "source.binary" : null, errorMessage = source.Status == "failed" ? "This is not text." : null,
    };

    private static string KeyOf(HttpRequest request) => request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);

    private static IResult Problem(int status, string code, string title) => Results.Problem(
        title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code, ["traceId"] = "0af7651916cd43dd8448eb211c80319c" });

    private IResult AsTenant(HttpRequest request, Func<string, IResult> work) => _tenants.ContainsKey(KeyOf(request))
        ? work(KeyOf(request))
        : Problem(401, "key.not_found", "No such key. It may belong to another installation of the platform.");

    private async Task<IResult> OfTwinAsync(HttpRequest request, Guid twinId, Func<Task<IResult>> work)
    {
        if (!_tenants.ContainsKey(KeyOf(request)))
        {
            return Problem(401, "key.not_found", "No such key. It may belong to another installation of the platform.");
        }

        return _twins.TryGetValue(twinId, out var twin) && twin.Key == KeyOf(request)
            ? await work()
            : Problem(404, "twin.not_found", "No such twin. Check the twin's id.");
    }

    public sealed record StoredSource(Guid TwinId, Guid SourceId, string Title, byte[] Content, string Status)
    {
        public string Text => Encoding.UTF8.GetString(Content);
    }

    private sealed record NewNamed(string Name);

    private sealed record NewMessage(string Message);
}
