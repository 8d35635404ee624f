// A service, or a job, that does what a test tells it to by arguments and requests.
if (args is ["job", var exitCode])
{
    Console.WriteLine($"job {exitCode} did its work");
    return int.Parse(exitCode, System.Globalization.CultureInfo.InvariantCulture);
}

// Said before it listens: once it does, the host may already call it healthy.
Console.WriteLine("the sample service starts");
var app = WebApplication.Create(args);
app.MapGet("/health", () => app.Configuration["SICK"] is null ? Results.Ok() : Results.StatusCode(503));
app.MapGet("/environment", () => Environment.GetEnvironmentVariables());
app.MapGet("/started", () => System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime());
if (args is ["die"])
    app.Lifetime.ApplicationStarted.Register(() => Environment.FailFast(null));
if (args is ["refuse"])
    throw new InvalidOperationException("the sample service refuses to start");

await app.RunAsync();
return 0;
