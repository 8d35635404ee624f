using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwinPlatform.Platform.Bus;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Data.Outbox;
using TwinPlatform.Testing;

namespace TwinPlatform.Platform.Tests.Outbox;

/// <summary>A service with nothing but its database and its bus, equipped as the real ones are.</summary>
internal sealed class BusService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BusService(WebApplication app) => _app = app;

    public TenantDb Db => _app.Services.GetRequiredService<TenantDb>();

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    /// <param name="database">Its database.</param>
    /// <param name="schema">Its schema, and with it its role.</param>
    /// <param name="messaging">The broker's address.</param>
    /// <param name="dispatches">Whether it sends its outbox by itself.</param>
    /// <param name="consumers">Registers what it reacts to.</param>
    public static async Task<BusService> StartAsync(
        TestDatabase database, string schema, string messaging, bool dispatches = false, Action<IServiceCollection, IBusRegistrationConfigurator>? consumers = null)
    {
        // Away from the build output, where the services' own settings lie.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Configuration["ConnectionStrings:twindb"] = database.ConnectionStringOf($"twin_{schema}");
        builder.Configuration["ConnectionStrings:messaging"] = messaging;
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddTenantData(schema);

        // A queue name of its own: a platform that shares the broker has services of the same names.
        builder.AddBus($"{database.Name}-{schema}", bus => consumers?.Invoke(builder.Services, bus));
        if (dispatches)
        {
            builder.AddOutbox();
        }

        var service = new BusService(builder.Build());
        try
        {
            await service._app.StartAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends what the outbox holds, once, as the background dispatcher does again and again.</summary>
    public Task<int> DispatchAsync() => ActivatorUtilities.CreateInstance<OutboxDispatcher>(_app.Services).DispatchAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
