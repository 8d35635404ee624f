using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using TwinPlatform.Vectors.Tests.Hosting;

namespace TwinPlatform.Vectors.Tests.Conformance;

/// <summary>Pinecone's own JavaScript client, in a Node process that takes one call after the other.</summary>
public sealed class OfficialClient : IConformingClient, IAsyncDisposable
{
    private readonly Process _node;
    private readonly string _host;

    private OfficialClient(Process node, string host)
    {
        _node = node;
        _host = host;
    }

    public static async Task<OfficialClient> StartAsync(VectorStoreProcess store, string apiKey = VectorStoreProcess.ApiKey)
    {
        var host = store.Address.ToString().TrimEnd('/');
        await OfficialPackage.InstallAsync();
        return new OfficialClient(OfficialPackage.Start("node", "bridge.mjs", host, apiKey), host);
    }

    /// <summary>Calls a method of <c>Pinecone</c>.</summary>
    public Task<JsonElement> ControlAsync(string method, params object[] arguments) => CallAsync(null, method, arguments);

    /// <summary>Calls a method of an index.</summary>
    /// <param name="target">As <c>pinecone.index</c> takes it.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="OfficialClientException">The client threw.</exception>
    public async Task<JsonElement> CallAsync(object? target, string method, params object[] arguments)
    {
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { target, method, arguments }));
        await _node.StandardInput.FlushAsync();
        var line = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"Node ended: {await _node.StandardError.ReadToEndAsync()}");
        var answer = JsonElement.Parse(line);
        return answer.TryGetProperty("error", out var error)
            ? throw new OfficialClientException(error.GetProperty("name").GetString()!, error.GetProperty("message").GetString()!)
            : answer.GetProperty("value");
    }

    public async Task UpsertAsync(string name, IReadOnlyList<Passage> passages)
    {
        foreach (var batch in passages.Chunk(1000))
        {
            await CallAsync(Sparse(name), "upsert", new
            {
                records = batch.Select(passage => new
                {
                    id = passage.Id,
                    sparseValues = Entries(passage.Entries),
                    metadata = new { tenant_id = passage.Tenant, source_id = passage.Source },
                }),
            });
        }
    }

    public async Task<IReadOnlyList<(string Id, float Score)>> QueryAsync(string name, IReadOnlyDictionary<uint, float> query, int topK, PassageFilter filter)
    {
        var answer = await CallAsync(Sparse(name), "query", new { topK, sparseVector = Entries(query), filter = FilterOf(filter) });
        return [.. answer.GetProperty("matches").EnumerateArray().Select(match => (match.GetProperty("id").GetString()!, match.GetProperty("score").GetSingle()))];
    }

    public Task DeleteAsync(string name, IReadOnlyList<string> ids) => CallAsync(Sparse(name), "deleteMany", new { ids });

    public Task DeleteAsync(string name, PassageFilter filter) => CallAsync(Sparse(name), "deleteMany", new { filter = FilterOf(filter) });

    public Task DeleteAllAsync(string name) => CallAsync(Sparse(name), "deleteAll");

    public async Task<IReadOnlyList<string>> ListAsync(string name, string prefix)
    {
        var ids = new List<string>();
        string? next = null;
        do
        {
            var options = new JsonObject();
            if (prefix.Length > 0)
                options["prefix"] = prefix;
            if (next is not null)
                options["paginationToken"] = next;
            var page = await CallAsync(Sparse(name), "listPaginated", options);
            ids.AddRange(page.GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("id").GetString()!));
            next = page.TryGetProperty("pagination", out var pagination) ? pagination.GetProperty("next").GetString() : null;
        }
        while (next is not null);

        return ids;
    }

    public async Task<long> CountAsync(string name) => (await CallAsync(Sparse(name), "describeNamespace", name)).GetProperty("recordCount").GetInt64();

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private object Sparse(string name) => new { host = _host, @namespace = name };

    private static object Entries(IReadOnlyDictionary<uint, float> entries) => new { indices = entries.Keys, values = entries.Values };

    private static Dictionary<string, object> FilterOf(PassageFilter filter)
    {
        var conditions = new Dictionary<string, object> { ["tenant_id"] = filter.Tenant };
        if (filter.Sources is { } sources)
            conditions["source_id"] = new Dictionary<string, object> { ["$in"] = sources };
        return conditions;
    }
}

/// <summary>The official client refused, or was refused.</summary>
public sealed class OfficialClientException(string name, string message) : Exception($"{name}: {message}");
