using System.Reflection;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using TwinPlatform.AppHost.Local.Running;
using TwinPlatform.AppHost.Local.State;

namespace Aspire.Hosting;

/// <summary>A topology that runs on this machine's own processes.</summary>
public sealed class DistributedApplication : IAsyncDisposable
{
    private readonly LocalOptions _options;
    private readonly IHostEnvironment _environment;
    private LocalHost? _host;

    internal DistributedApplication(IReadOnlyList<IResource> resources, LocalOptions options, IHostEnvironment environment)
    {
        Resources = resources;
        _options = options;
        _environment = environment;
        ResourceNotifications = new ResourceNotificationService(resources.Where(resource => resource is not ParameterResource).Select(resource => resource.Name));
    }

    /// <summary>Tells the states of resources and waits for them.</summary>
    public ResourceNotificationService ResourceNotifications { get; }

    internal IReadOnlyList<IResource> Resources { get; }

    /// <summary>Begins a topology.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Begins a topology; arguments are configuration (<c>--data /tmp/x --dashboard off</c>).</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args, Assembly.GetEntryAssembly());

    /// <summary>Runs until a signal, or until something cannot be kept running; then the exit code of the program is 1.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until a signal, cancellation, or until something cannot be kept running; then the exit code of the program is 1.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop);
        try
        {
            await StartAsync(stop.Token);
            var failure = await _host!.Ended.WaitAsync(stop.Token);
            if (failure is not null)
                Fail(failure);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await StopAsync(CancellationToken.None);
        }
        catch (DistributedApplicationException refusal)
        {
            Fail(refusal);
        }

        // The first signal stops everything in order; the second is obeyed at once, and the kernel ends the children.
        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    /// <summary>Sets everything going and returns; wait for what you need with <see cref="ResourceNotifications"/>.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default) =>
        _host = await LocalHost.StartAsync(Resources, _options, _environment.EnvironmentName, ResourceNotifications, cancellationToken);

    /// <summary>Stops everything in the reverse order of the start.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _host?.StopAsync().WaitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Stops what still runs.</summary>
    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static void Fail(Exception reason)
    {
        new HostConsole().Error(reason is DistributedApplicationException ? reason.Message : reason.ToString());
        Environment.ExitCode = 1;
    }
}
