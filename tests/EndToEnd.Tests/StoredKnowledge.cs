using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;

namespace TwinPlatform.EndToEnd.Tests;

/// <summary>Counts what is stored of a twin, at the sources of truth: the tables, and the vector store's own statistics.</summary>
internal static class StoredKnowledge
{
    public static async Task<long> ChunkCountAsync(PlatformFile platform, TwinId twinId)
    {
        await using var connection = new NpgsqlConnection(platform.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from knowledge.chunks where twin_id = $1", connection) { Parameters = { new() { Value = twinId.Value } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<long> VectorCountAsync(PlatformFile platform, TwinId twinId)
    {
        using var http = new HttpClient { BaseAddress = platform.Endpoint("vectors", "http") };
        http.DefaultRequestHeaders.Add("Api-Key", platform.Parameters["vectors-api-key"]);
        using var response = await http.PostAsJsonAsync("/describe_index_stats", new { });
        response.EnsureSuccessStatusCode();
        var statistics = await response.Content.ReadFromJsonAsync<JsonObject>();
        return (long?)statistics!["namespaces"]?[twinId.ToString()]?["vectorCount"] ?? 0;
    }
}
