using System.Net;
using System.Text;
using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;

namespace TwinPlatform.Vectors.Tests.Wire;

[Collection(StoreCollection.Name)]
public sealed class ApiKeyTests(StoreFixture fixture)
{
    [InfrastructureTheory]
    [InlineData("POST", "/vectors/upsert")]
    [InlineData("POST", "/query")]
    [InlineData("GET", "/vectors/fetch?ids=a")]
    [InlineData("GET", "/vectors/list")]
    [InlineData("POST", "/vectors/update")]
    [InlineData("POST", "/vectors/delete")]
    [InlineData("POST", "/describe_index_stats")]
    [InlineData("GET", "/namespaces")]
    [InlineData("GET", "/namespaces/a")]
    [InlineData("DELETE", "/namespaces/a")]
    [InlineData("GET", "/indexes/cosine/vectors/list")]
    [InlineData("GET", "/no/such/route")]
    public async Task Nothing_opens_without_the_key_or_with_another_one(string method, string path)
    {
        foreach (var key in new[] { null, "", "another-key", VectorStoreProcess.ApiKey + "x" })
        {
            using var http = new HttpClient { BaseAddress = fixture.Store.Address };
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("not even JSON", Encoding.UTF8, "application/json") };
            if (key is not null)
                request.Headers.Add("Api-Key", key);

            using var response = await http.SendAsync(request);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("""{"code":16,"message":"Invalid API Key","details":[]}""", await response.Content.ReadAsStringAsync());
        }
    }

    [InfrastructureTheory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Probes_need_no_key(string path)
    {
        using var http = new HttpClient { BaseAddress = fixture.Store.Address };

        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(path, UriKind.Relative)));
    }
}
