using System.Net;
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

    /// <remarks>
    /// A connection that died with the database is found out by the first request that uses it, which the store answers with 503. Its clients then ask again,
    /// and so does this one; any other refusal is a failure.
    /// </remarks>
    public static async Task<long> VectorCountAsync(PlatformFile platform, TwinId twinId)
    {
        using var http = new HttpClient { BaseAddress = platform.Endpoint("vectors", "http") };
        http.DefaultRequestHeaders.Add("Api-Key", platform.Parameters["vectors-api-key"]);
        var statistics = await Eventually.GetAsync(
            async () =>
            {
                using var response = await http.PostAsJsonAsync("/describe_index_stats", new { });
                return response.StatusCode == HttpStatusCode.ServiceUnavailable
                    ? null
                    : await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
            },
            TimeSpan.FromSeconds(30),
            "the vector store has its database back");
        return (long?)statistics["namespaces"]?[twinId.ToString()]?["vectorCount"] ?? 0;
    }
}
