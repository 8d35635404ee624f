using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace TwinPlatform.Testing;

/// <summary>PostgreSQL, RabbitMQ or both, as children of the test process: the AppHost's own code without the services.</summary>
public sealed class LocalServers : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ScratchDirectory _data;
    private readonly DistributedApplication _application;

    private LocalServers(ScratchDirectory data, DistributedApplication application)
    {
        _data = data;
        _application = application;
    }

    public string OwnerConnectionString { get; private set; } = "";

    public string MessagingConnectionString { get; private set; } = "";

    public static async Task<LocalServers> StartAsync(bool withDatabase = true, bool withBroker = true)
    {
        var data = new ScratchDirectory("servers");
        var builder = DistributedApplication.CreateBuilder(["--data", data.Path, "--dashboard", "off"]);
        if (withDatabase)
        {
            builder.AddPostgres("postgres").AddDatabase("twindb");
        }

        if (withBroker)
        {
            builder.AddRabbitMQ("messaging");
        }

        var servers = new LocalServers(data, builder.Build());
        try
        {
            await servers.StartAsync([.. withDatabase ? ["postgres"] : (string[])[], .. withBroker ? ["messaging"] : (string[])[]]);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _data.Dispose();
    }

    private async Task StartAsync(string[] resources)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _application.StartAsync(patience.Token);
        foreach (var resource in resources)
        {
            await _application.ResourceNotifications.WaitForResourceHealthyAsync(resource, patience.Token);
        }

        if (resources.Contains("postgres"))
        {
            OwnerConnectionString = (await _application.GetConnectionStringAsync("twindb", patience.Token))!;
        }

        if (resources.Contains("messaging"))
        {
            MessagingConnectionString = (await _application.GetConnectionStringAsync("messaging", patience.Token))!;
        }
    }
}
