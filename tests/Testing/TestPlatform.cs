using Aspire.Hosting;
using Xunit;

namespace TwinPlatform.Testing;

/// <summary>
/// The whole platform of a test assembly: the one that <c>TWIN_TEST_PLATFORM</c> names, else one of its own on a directory of its own. A collection fixture.
/// Tests share it without meeting: each makes its own tenant.
/// </summary>
public class TestPlatform : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private ScratchDirectory? _data;
    private DistributedApplication? _host;
    private HttpClient? _http;

    /// <summary>Where everything is. Read anew at each call: a process that was killed comes back under another pid.</summary>
    public PlatformFile File => PlatformFile.Read(PlatformFilePath);

    /// <summary>The gateway, without a key.</summary>
    public HttpClient Gateway => _http ?? throw new InvalidOperationException("The platform has not been started.");

    public string OperatorKey => File.Parameters["operator-key"];

    /// <summary>True for tests that do harm to processes: they never share a platform.</summary>
    protected virtual bool OfItsOwn => false;

    private string PlatformFilePath => _data is null ? Prerequisites.RunningPlatform! : Path.Combine(_data.Path, "platform.json");

    public async Task InitializeAsync()
    {
        if (Prerequisites.SkipReason is not null)
        {
            return;
        }

        if (Prerequisites.RunningPlatform is null || OfItsOwn)
        {
            await StartAsync();
        }

        _http = new HttpClient { BaseAddress = new Uri(File.Gateway), Timeout = TimeSpan.FromSeconds(60) };
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _data?.Dispose();
    }

    /// <summary>A tenant that no other test knows.</summary>
    public Task<TestTenant> NewTenantAsync() => TestTenant.CreateAsync(this);

    private async Task StartAsync()
    {
        var appHost = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../AppHost/debug/TwinPlatform.AppHost.dll"));
        _data = new ScratchDirectory("platform");
        var builder = DistributedApplication.CreateBuilder(["--data", Path.Combine(_data.Path, "host"), "--dashboard", "off"]);
        builder.AddExecutable("platform", "dotnet", Path.GetDirectoryName(appHost)!, "exec", appHost)
            .WithEnvironment("TWIN_DATA", _data.Path)
            .WithEnvironment("TWIN_DASHBOARD", "off");
        _host = builder.Build();
        await _host.StartAsync();
        await Eventually.TrueAsync(() => System.IO.File.Exists(PlatformFilePath), Patience, "the platform is healthy");
    }
}
