using Aspire.Hosting;
using Xunit;

namespace TwinPlatform.Testing;

/// <summary>
/// The whole running platform: the one named by <c>TWIN_TEST_PLATFORM</c>, else an AppHost of its own with an ephemeral data directory. A collection fixture;
/// the AppHost is a supervised child, so it ends with the test process even when that is killed.
/// </summary>
public class TestPlatform : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private ScratchDirectory? _data;
    private DistributedApplication? _host;
    private string? _file;

    /// <summary>Where everything is. Read anew each time: a process that died comes back under another pid.</summary>
    public PlatformFile File => PlatformFile.Read(_file ?? throw new InvalidOperationException("There is no platform: infrastructure is missing."));

    /// <summary>True for tests that do harm to processes: they never share a platform.</summary>
    protected virtual bool OfItsOwn => false;

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is not null)
        {
            return;
        }

        _file = OfItsOwn || Prerequisites.RunningPlatform is null ? await StartAsync() : Prerequisites.RunningPlatform;
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _data?.Dispose();
    }

    /// <summary>A client of the public API.</summary>
    /// <param name="key">The API key; null for none.</param>
    public HttpClient CreateClient(string? key = null) => ClientOf(new Uri(File.Gateway), key);

    /// <summary>A client that goes past the gateway to a service's own port.</summary>
    public HttpClient CreateServiceClient(string service) => ClientOf(File.Endpoint(service, "http"), key: null);

    private static HttpClient ClientOf(Uri address, string? key)
    {
        var client = new HttpClient { BaseAddress = address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return client;
    }

    /// <returns>The path of the platform's <c>platform.json</c>.</returns>
    private async Task<string> StartAsync()
    {
        var appHost = Path.GetFullPath("../../AppHost/debug/TwinPlatform.AppHost.dll", AppContext.BaseDirectory);
        if (!System.IO.File.Exists(appHost))
        {
            throw new InvalidOperationException($"The AppHost is not built: {appHost} does not exist. Run: dotnet build src/AppHost");
        }

        _data = new ScratchDirectory("platform");
        var platform = Path.Combine(_data.Path, "platform");
        var builder = DistributedApplication.CreateBuilder(["--data", Path.Combine(_data.Path, "host"), "--dashboard", "off"]);
        builder.AddExecutable("platform", "dotnet", _data.Path, "exec", appHost)
            .WithEnvironment("TWIN_DATA", platform)
            .WithEnvironment("TWIN_DASHBOARD", "off");
        _host = builder.Build();
        await _host.StartAsync();

        var file = Path.Combine(platform, "platform.json");
        await Eventually.TrueAsync(() => System.IO.File.Exists(file), Patience, $"the platform is healthy and {file} tells where it is");
        return file;
    }
}
