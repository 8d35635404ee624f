using System.Net;
using System.Text.Json;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.Wire;

[Collection(StoreCollection.Name)]
public sealed class LimitsTests(StoreFixture fixture) : IDisposable
{
    private readonly IndexClient _index = new(fixture.Store);

    [InfrastructureTheory]
    [InlineData("""{"id":"a"}""", "Sparse values are required")]
    [InlineData("""{"id":"a","values":[1],"sparseValues":{"indices":[1],"values":[1]}}""", "sparse index")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1,2],"values":[1]}}""", "as many values as indices")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1,1],"values":[1,2]}}""", "unique")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1],"values":[0]}}""", "other than zero")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1],"values":[1e39]}}""", "finite")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[-1],"values":[1]}}""", "$.vectors[0].sparseValues.indices[0]")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[4294967296],"values":[1]}}""", "$.vectors[0].sparseValues.indices[0]")]
    [InlineData("""{"id":"é","sparseValues":{"indices":[1],"values":[1]}}""", "ASCII")]
    [InlineData("""{"id":"a\u0000","sparseValues":{"indices":[1],"values":[1]}}""", "null character")]
    [InlineData("""{"sparseValues":{"indices":[1],"values":[1]}}""", "$.vectors[0]")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1],"values":[1]},"metadata":{"k":{"nested":1}}}""", "got 'Object' for field 'k'")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1],"values":[1]},"metadata":{"k":null}}""", "got 'Null' for field 'k'")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1],"values":[1]},"metadata":{"k":["x",1]}}""", "for field 'k'")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1],"values":[1]},"metadata":{"k":"\ud800"}}""", "Unicode")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1],"values":[1]},"metadata":[]}""", "must be an object")]
    public async Task A_record_that_Pinecone_would_not_take_is_refused(string vector, string reason)
    {
        var answer = await _index.PostTextAsync("vectors/upsert", $$"""{"vectors":[{{vector}}]}""");

        answer.ShouldRefuse(HttpStatusCode.BadRequest, 3, reason);
    }

    [InfrastructureTheory]
    [InlineData("""{"id":"a","values":[1,2]}""", "Vector dimension 2 does not match the dimension of the index 3")]
    [InlineData("""{"id":"a","values":[0,0,0]}""", "at least one non-zero value")]
    [InlineData("""{"id":"a","values":[1,2,1e40]}""", "finite")]
    [InlineData("""{"id":"a","sparseValues":{"indices":[1],"values":[1]}}""", "Dense vector values are required")]
    [InlineData("""{"id":"a","values":[1,2,3],"sparseValues":{"indices":[1],"values":[1]}}""", "only with the metric dotproduct")]
    public async Task A_vector_must_fit_the_form_of_a_dense_index(string vector, string reason)
    {
        using var dense = new IndexClient(fixture.Store, "cosine");

        (await dense.PostTextAsync("vectors/upsert", $$"""{"vectors":[{{vector}}]}""")).ShouldRefuse(HttpStatusCode.BadRequest, 3, reason);
    }

    [InfrastructureFact]
    public async Task A_thousand_entries_a_thousand_vectors_and_an_id_of_512_characters_are_taken_and_one_more_is_not()
    {
        object Entries(int count) => new { indices = Enumerable.Range(1, count), values = Enumerable.Repeat(1, count) };
        Task<Answer> Upsert(params object[] vectors) => _index.PostAsync("vectors/upsert", new { vectors });
        object[] Vectors(int count) => [.. Enumerable.Range(0, count).Select(i => Sparse($"{i}", (1, 1)))];

        Assert.Equal(HttpStatusCode.OK, (await Upsert(new { id = new string('x', 512), sparseValues = Entries(1000) })).Status);
        (await Upsert(new { id = new string('x', 513), sparseValues = Entries(1) })).ShouldRefuse(HttpStatusCode.BadRequest, 3, "512");
        (await Upsert(new { id = "a", sparseValues = Entries(1001) })).ShouldRefuse(HttpStatusCode.BadRequest, 3, "1000");
        Assert.Equal(HttpStatusCode.OK, (await Upsert(Vectors(1000))).Status);
        (await Upsert(Vectors(1001))).ShouldRefuse(HttpStatusCode.BadRequest, 3, "1000");
        (await Upsert()).ShouldRefuse(HttpStatusCode.BadRequest, 3, "at least one");
        (await _index.PostAsync("vectors/delete", new { ids = Enumerable.Range(0, 1001).Select(i => $"{i}") })).ShouldRefuse(HttpStatusCode.BadRequest, 3, "1000");
    }

    [InfrastructureFact]
    public async Task Forty_kilobytes_of_metadata_are_taken_and_one_byte_more_is_not()
    {
        object Vector(int length) => Sparse("a", new { k = new string('x', length - """{"k":""}""".Length) }, (1, 1));

        Assert.Equal(HttpStatusCode.OK, (await _index.PostAsync("vectors/upsert", new { vectors = new[] { Vector(40 * 1024) } })).Status);
        (await _index.PostAsync("vectors/upsert", new { vectors = new[] { Vector((40 * 1024) + 1) } }))
            .ShouldRefuse(HttpStatusCode.BadRequest, 3, "metadata size is 40961 bytes, which exceeds the limit of 40960 bytes per vector");
    }

    [InfrastructureFact]
    public async Task A_request_of_two_megabytes_is_taken_and_one_byte_more_is_not()
    {
        const int limit = 2 * 1024 * 1024;
        var body = JsonSerializer.Serialize(new { vectors = new[] { Sparse("a", (1, 1)) } });

        Assert.Equal(HttpStatusCode.OK, (await _index.PostTextAsync("vectors/upsert", body.PadRight(limit))).Status);
        (await _index.PostTextAsync("vectors/upsert", body.PadRight(limit + 1)))
            .ShouldRefuse(HttpStatusCode.BadRequest, 11, $"message length too large: found {limit + 1} bytes, the limit is: {limit} bytes");
    }

    [InfrastructureFact]
    public async Task An_index_or_a_route_that_does_not_exist_is_not_found()
    {
        using var nowhere = new IndexClient(fixture.Store, "nowhere");

        (await nowhere.PostAsync("query", new { topK = 1, id = "a" })).ShouldRefuse(HttpStatusCode.NotFound, 5, "No such index");
        (await _index.GetAsync("vectors/nothing")).ShouldRefuse(HttpStatusCode.NotFound, 5, "No such route");
    }

    [InfrastructureFact]
    public async Task The_name_of_a_namespace_has_a_limit_too()
    {
        using var named = new IndexClient(fixture.Store, name: new string('n', 513));

        (await named.PostAsync("query", new { topK = 1, id = "a" })).ShouldRefuse(HttpStatusCode.BadRequest, 3, "512");
    }

    public void Dispose() => _index.Dispose();
}
