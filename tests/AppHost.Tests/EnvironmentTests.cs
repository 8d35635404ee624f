using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using Xunit;

namespace TwinPlatform.AppHost.Tests;

/// <summary>A service must not be able to tell this host from the real Aspire.</summary>
public sealed class EnvironmentTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private DistributedApplication _app = null!;
    private Dictionary<string, string> _web = null!;

    public async Task InitializeAsync()
    {
        var builder = DistributedApplication.CreateBuilder(
            ["--data", _data, "--dashboard", "off", "--ConnectionStrings:owner-db=Host=db;Password=owner", "--Infra:External=true"]);
        Environment.SetEnvironmentVariable("Parameters__somebody_elses", "secret");
        var owner = builder.AddConnectionString("owner-db");
        var key = builder.AddParameter("operator-key", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
        var other = builder.AddProject<Projects.AppHost_Sample_Service>("other-api");
        builder.AddProject<Projects.AppHost_Sample_Service>("web")
            .WithReference(owner, connectionName: "twindb")
            .WithReference(other)
            .WithEnvironment("Operator__Key", key)
            .WithEnvironment("Joined", $"key={key};other={other.GetEndpoint("http").Property(EndpointProperty.Port)}")
            .WithEnvironment("Computed", () => "later")
            .WithEnvironment("Vectors", other.GetEndpoint("http"))
            .WithEnvironment("OTEL_SERVICE_NAME", "said by the topology")
            .WithHttpHealthCheck("/health");
        _app = builder.Build();
        await _app.StartAsync();
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("web").WaitAsync(TimeSpan.FromSeconds(60));
        using var client = _app.CreateHttpClient("web");
        _web = (await client.GetFromJsonAsync<Dictionary<string, string>>("/environment"))!;
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Everything_that_the_topology_says_arrives()
    {
        var other = _app.GetEndpoint("other-api").ToString().TrimEnd('/');
        var otherGrpc = _app.GetEndpoint("other-api", "grpc").ToString().TrimEnd('/');

        Assert.Equal("Host=db;Password=owner", _web["ConnectionStrings__twindb"]);
        Assert.Equal("Host=db;Password=owner", await _app.GetConnectionStringAsync("owner-db"));
        Assert.Equal(other, _web["services__other-api__http__0"]);
        Assert.Equal(otherGrpc, _web["services__other-api__grpc__0"]);
        Assert.Equal(other, _web["OTHER_API_HTTP"]);
        Assert.Equal(other, _web["Vectors"]);
        Assert.Equal("later", _web["Computed"]);
        Assert.Equal($"key={_web["Operator__Key"]};other={_app.GetEndpoint("other-api").Port}", _web["Joined"]);
    }

    [Fact]
    public void The_listening_addresses_go_to_the_Kestrel_section_of_the_service()
    {
        Assert.Equal(_app.GetEndpoint("web").ToString().TrimEnd('/'), _web["Kestrel__Endpoints__http__Url"]);
        Assert.Equal(_app.GetEndpoint("web", "grpc").ToString().TrimEnd('/'), _web["Kestrel__Endpoints__grpc__Url"]);
        Assert.False(_web.ContainsKey("ASPNETCORE_URLS"));
    }

    [Fact]
    public void The_topology_has_the_last_word()
    {
        Assert.Equal("said by the topology", _web["OTEL_SERVICE_NAME"]);
        Assert.StartsWith("service.instance.id=", _web["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
    }

    /// <summary>Otherwise the owner's password, given to the host, would be in every service's environment.</summary>
    [Fact]
    public void A_service_does_not_inherit_what_was_configured_for_others()
    {
        Assert.DoesNotContain(_web.Keys, name => name.StartsWith("Parameters__", StringComparison.OrdinalIgnoreCase));
        Assert.Single(_web.Keys, name => name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_generated_secret_is_kept_where_only_its_owner_reads_it()
    {
        var file = Path.Combine(_data, "secrets.json");

        Assert.Contains(_web["Operator__Key"], File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
