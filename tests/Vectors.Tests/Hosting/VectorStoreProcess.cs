using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TwinPlatform.Testing;

namespace TwinPlatform.Vectors.Tests.Hosting;

/// <summary>The real store as its own process: it can be stopped, killed without warning, and run beside another one.</summary>
public sealed class VectorStoreProcess : IAsyncDisposable
{
    public const string ApiKey = "a-key-for-the-conformance-suite";

    private readonly Process _process;
    private readonly List<string> _output = [];

    private VectorStoreProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The host of the sparse index; that of the dense ones is a path below it.</summary>
    public Uri Address { get; }

    /// <param name="connectionString">The store's own login.</param>
    /// <param name="settings">Beside, or in place of, what every test has.</param>
    public static async Task<VectorStoreProcess> StartAsync(string connectionString, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "TwinPlatform.Vectors.Local.dll"))
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__twindb"] = connectionString,
                ["Kestrel__Endpoints__http__Url"] = address.ToString(),
                ["Vectors__ApiKey"] = ApiKey,
                ["Vectors__Index"] = "twins",
                ["Vectors__Indexes__twins__VectorType"] = "Sparse",
                ["Vectors__Indexes__cosine__VectorType"] = "Dense",
                ["Vectors__Indexes__cosine__Metric"] = "Cosine",
                ["Vectors__Indexes__cosine__Dimension"] = "3",
                ["Vectors__Indexes__euclidean__VectorType"] = "Dense",
                ["Vectors__Indexes__euclidean__Metric"] = "Euclidean",
                ["Vectors__Indexes__euclidean__Dimension"] = "3",
                ["Vectors__Indexes__hybrid__VectorType"] = "Dense",
                ["Vectors__Indexes__hybrid__Metric"] = "DotProduct",
                ["Vectors__Indexes__hybrid__Dimension"] = "3",
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var store = new VectorStoreProcess(new Process { StartInfo = start }, address);
        await store.StartAsync();
        return store;
    }

    /// <summary>As a power failure would: the process gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task StartAsync()
    {
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var http = new HttpClient { BaseAddress = Address };
        await Eventually.TrueAsync(
            async () => _process.HasExited ? throw new InvalidOperationException($"The store ended:\n{Output}") : await IsHealthyAsync(http),
            TimeSpan.FromSeconds(60),
            "the store is healthy");
    }

    private string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.Add(line.Data ?? "");
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync(new Uri("/health", UriKind.Relative))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
