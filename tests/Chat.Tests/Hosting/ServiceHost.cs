using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TwinPlatform.Testing.Hosting;

/// <summary>A service with its own Program, on a real port, configured as the AppHost would.</summary>
/// <typeparam name="TService">Any type of the service's assembly.</typeparam>
public sealed class ServiceHost<TService> : WebApplicationFactory<TService>
    where TService : class
{
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly TimeProvider? _time;

    public ServiceHost(IReadOnlyDictionary<string, string> settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time;
        UseKestrel();
        StartServer();
    }

    public TestLog Log { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Kestrel:Endpoints:http:Url", "http://127.0.0.1:0");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        foreach (var category in new[] { "Default", "Microsoft.AspNetCore", "Npgsql" })
        {
            builder.UseSetting($"Logging:LogLevel:{category}", nameof(LogLevel.Trace));
        }

        if (_time is not null)
        {
            builder.ConfigureTestServices(services => services.AddSingleton(_time));
        }
    }
}
