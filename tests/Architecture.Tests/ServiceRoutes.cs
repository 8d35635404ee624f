using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TwinPlatform.Architecture.Tests;

/// <summary>
/// The routes that a service really maps: its own Program runs, with a server that listens nowhere and without what would reach for database and broker.
/// </summary>
internal static class ServiceRoutes
{
    private static readonly string[] Settings =
    [
        "--ConnectionStrings:twindb=Host=nowhere", "--ConnectionStrings:messaging=amqp://nowhere", "--Pinecone:Host=http://nowhere", "--Pinecone:ApiKey=none",
    ];

    public static async Task<IReadOnlyList<RouteEndpoint>> OfAsync(Assembly service)
    {
        var found = new TaskCompletionSource<IReadOnlyList<RouteEndpoint>>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = DiagnosticListener.AllListeners.Subscribe(new Intercept(found));
        var program = Task.Run(() => Run(service, found));
        var routes = await found.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await program;
        return routes;
    }

    private static void Run(Assembly service, TaskCompletionSource<IReadOnlyList<RouteEndpoint>> found)
    {
        Intercept.Current.Value = found;
        try
        {
            service.EntryPoint!.Invoke(null, [Settings]);
        }
        catch (TargetInvocationException e)
        {
            found.TrySetException(e.InnerException!);
        }
    }

    /// <summary>Listens to what .NET tells while it builds a host, of this run alone.</summary>
    private sealed class Intercept(TaskCompletionSource<IReadOnlyList<RouteEndpoint>> found) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public static AsyncLocal<TaskCompletionSource<IReadOnlyList<RouteEndpoint>>?> Current { get; } = new();

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Current.Value != found)
            {
                return;
            }

            if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
            {
                builder.ConfigureServices(Silence);
            }

            if (value is { Key: "HostBuilt", Value: IHost host })
            {
                var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
                life.ApplicationStarted.Register(() =>
                {
                    found.TrySetResult([.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()]);
                    life.StopApplication();
                });
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => found.TrySetException(error);

        private static void Silence(IServiceCollection services)
        {
            foreach (var hosted in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name != "GenericWebHostService").ToList())
            {
                services.Remove(hosted);
            }

            services.RemoveAll<IStartupValidator>();
            services.Replace(ServiceDescriptor.Singleton<IServer, DeafServer>());
        }
    }

    private sealed class DeafServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
