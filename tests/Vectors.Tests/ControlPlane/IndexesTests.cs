using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.ControlPlane;

[Collection(StoreCollection.Name)]
public sealed class IndexesTests(StoreFixture fixture) : IDisposable
{
    private readonly IndexClient _control = new(fixture.Store);
    private readonly string _name = $"made-{Guid.CreateVersion7():N}";

    [InfrastructureFact]
    public async Task A_new_index_is_ready_is_reached_at_its_host_and_outlives_the_process()
    {
        var made = await CreateAsync("""{"dimension":2,"metric":"euclidean","tags":{"team":"a b"}}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal($"{fixture.Store.Address}indexes/{_name}", made.Json.GetProperty("host").GetString());
        Assert.True(made.Json.GetProperty("status").GetProperty("ready").GetBoolean());
        using (var index = new IndexClient(fixture.Store, _name, "ns"))
        {
            await index.UpsertAsync(new { id = "a", values = new[] { 1f, 2 } });
        }

        await using var restarted = await VectorStoreProcess.StartAsync(fixture.ConnectionString);
        using var again = new IndexClient(restarted, _name, "ns");
        using var controlAgain = new IndexClient(restarted);
        Assert.Equal([("a", 1f)], await again.QueryAsync(new { topK = 1, vector = new[] { 1f, 1 } }));
        var described = (await controlAgain.GetAsync($"indexes/{_name}")).Json;
        Assert.Equal("euclidean", described.GetProperty("metric").GetString());
        Assert.Equal("a b", described.GetProperty("tags").GetProperty("team").GetString());
        Assert.Contains(_name, await NamesAsync());
    }

    [InfrastructureFact]
    public async Task A_deleted_index_is_gone_with_its_records_and_its_name_is_free()
    {
        await CreateAsync("""{"vector_type":"sparse"}""");
        using var index = new IndexClient(fixture.Store, _name, "ns");
        await index.UpsertAsync(Sparse("a", (1, 1)));

        Assert.Equal(HttpStatusCode.Accepted, (await _control.SendAsync(HttpMethod.Delete, $"indexes/{_name}")).Status);

        (await _control.GetAsync($"indexes/{_name}")).ShouldRefuseAsControlPlane(HttpStatusCode.NotFound, "NOT_FOUND", _name);
        (await index.PostAsync("query", new { topK = 1, id = "a" })).ShouldRefuse(HttpStatusCode.NotFound, 5, "No such index");
        Assert.Equal(HttpStatusCode.Created, (await CreateAsync("""{"dimension":1}""")).Status);
        Assert.Empty(await index.ListAsync());
    }

    [InfrastructureFact]
    public async Task A_deletion_that_a_crash_cut_short_is_finished_by_the_next_start()
    {
        await CreateAsync("""{"vector_type":"sparse"}""");
        using (var index = new IndexClient(fixture.Store, _name, "ns"))
        {
            await index.UpsertAsync(Sparse("a", (1, 1)));
        }

        await using var owner = fixture.Database.OwnerSource();
        await using (var terminate = owner.CreateCommand($"update vectors.indexes set status = 'terminating' where index_name = '{_name}'"))
        {
            await terminate.ExecuteNonQueryAsync();
        }

        await using var restarted = await VectorStoreProcess.StartAsync(fixture.ConnectionString);
        await using var left = owner.CreateCommand(
            $"select (select count(*) from vectors.indexes where index_name = '{_name}') + (select count(*) from vectors.records where index_name = '{_name}')");
        Assert.Equal(0L, await left.ExecuteScalarAsync());
    }

    [InfrastructureFact]
    public async Task A_protected_index_is_deleted_only_after_the_protection_is_taken_off()
    {
        await CreateAsync("""{"dimension":2,"deletion_protection":"enabled","tags":{"keep":"1","drop":"2"}}""");

        (await _control.SendAsync(HttpMethod.Delete, $"indexes/{_name}")).ShouldRefuseAsControlPlane(HttpStatusCode.Forbidden, "FORBIDDEN", "Deletion protection");
        var changed = await _control.SendAsync(HttpMethod.Patch, $"indexes/{_name}", """{"deletion_protection":"disabled","tags":{"drop":"","add":"3"}}""");

        Assert.Equal("disabled", changed.Json.GetProperty("deletion_protection").GetString());
        Assert.Equal("""{"keep":"1","add":"3"}""", changed.Json.GetProperty("tags").GetRawText());
        Assert.Equal(HttpStatusCode.Accepted, (await _control.SendAsync(HttpMethod.Delete, $"indexes/{_name}")).Status);
    }

    [InfrastructureFact]
    public async Task A_name_is_taken_once()
    {
        await CreateAsync("""{"dimension":2}""");

        (await CreateAsync("""{"dimension":3}""")).ShouldRefuseAsControlPlane(HttpStatusCode.Conflict, "ALREADY_EXISTS", "exists");
    }

    [InfrastructureTheory]
    [InlineData("""{"name":"-a","dimension":2}""", "alphanumeric")]
    [InlineData("""{"name":"A","dimension":2}""", "lower case")]
    [InlineData("""{"name":"","dimension":2}""", "between 1 and 45")]
    [InlineData("""{"name":"a123456789012345678901234567890123456789012345","dimension":2}""", "between 1 and 45")]
    [InlineData("""{"name":"a"}""", "dimension between 1 and 20000")]
    [InlineData("""{"name":"a","dimension":20001}""", "dimension between 1 and 20000")]
    [InlineData("""{"name":"a","dimension":2,"vector_type":"sparse"}""", "cannot have a dimension")]
    [InlineData("""{"name":"a","vector_type":"sparse","metric":"cosine"}""", "dotproduct")]
    [InlineData("""{"name":"a","dimension":2,"metric":"manhattan"}""", "metric")]
    [InlineData("""{"name":"a","dimension":2,"spec":{"pod":{"environment":"e"}}}""", "serverless")]
    [InlineData("""{"name":"a","dimension":2,"tags":{"a b":"c"}}""", "Tag keys")]
    [InlineData("""{"name":"a","dimension":2,"deletion_protection":"yes"}""", "deletion_protection")]
    public async Task An_index_that_Pinecone_would_not_make_is_refused(string request, string reason) =>
        (await CreateAsync(request)).ShouldRefuseAsControlPlane(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", reason);

    [InfrastructureFact]
    public async Task A_request_that_is_no_request_and_a_stranger_are_told_so_in_the_form_of_the_control_plane()
    {
        (await _control.SendAsync(HttpMethod.Post, "indexes", """{"dimension":2}"""))
            .ShouldRefuseAsControlPlane(HttpStatusCode.UnprocessableEntity, "UNPROCESSABLE_ENTITY", "deserialize");

        using var http = new HttpClient { BaseAddress = fixture.Store.Address };
        using var answer = await http.GetAsync(new Uri("indexes", UriKind.Relative));
        var body = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("UNAUTHENTICATED", body.GetProperty("error").GetProperty("code").GetString());
    }

    public void Dispose() => _control.Dispose();

    private async Task<Answer> CreateAsync(string overrides)
    {
        var request = JsonNode.Parse(overrides)!.AsObject();
        request.TryAdd("name", _name);
        request.TryAdd("spec", JsonNode.Parse("""{"serverless":{"cloud":"aws","region":"eu-west-1"}}"""));
        return await _control.SendAsync(HttpMethod.Post, "indexes", request.ToJsonString());
    }

    private async Task<IReadOnlyList<string?>> NamesAsync() =>
        [.. (await _control.GetAsync("indexes")).Json.GetProperty("indexes").EnumerateArray().Select(index => index.GetProperty("name").GetString())];
}
