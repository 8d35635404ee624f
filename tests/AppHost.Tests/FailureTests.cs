using System.Net;
using System.Net.Sockets;
using Xunit;

namespace TwinPlatform.AppHost.Tests;

/// <summary>Whatever goes wrong, the user reads which process it was and what it said last.</summary>
public sealed class FailureTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_job_that_fails_keeps_those_who_wait_from_starting()
    {
        var builder = NewBuilder();
        var job = builder.AddProject<Projects.AppHost_Sample_Service>("job").WithArgs("job", "3");
        builder.AddProject<Projects.AppHost_Sample_Service>("web").WaitForCompletion(job);

        var failure = await FailureOfAsync(builder, "web");

        Assert.Contains("'job' ended with exit code 3 instead of 0, so 'web' was not started", failure, StringComparison.Ordinal);
        Assert.Contains("job 3 did its work", failure, StringComparison.Ordinal);
        Assert.Empty(await File.ReadAllTextAsync(Path.Combine(_data, "logs", "web.log")));
    }

    [Fact]
    public async Task A_service_that_ends_before_it_is_ready_is_reported_with_its_last_lines()
    {
        var builder = NewBuilder();
        builder.AddProject<Projects.AppHost_Sample_Service>("web").WithArgs("refuse").WithHttpHealthCheck("/health");

        var failure = await FailureOfAsync(builder, "web");

        Assert.Contains("'web' ended with exit code 134 before it was ready", failure, StringComparison.Ordinal);
        Assert.Contains("the sample service refuses to start", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_dies_again_and_again_is_given_up()
    {
        var builder = NewBuilder();
        builder.AddExecutable("looper", "/bin/sh", "/", "-c", "echo about to die; sleep 0.2; exit 7").WithHttpEndpoint(env: "PORT");
        await using var app = builder.Build();

        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("looper").WaitAsync(Patience);
        var failed = app.ResourceNotifications.WaitForResourceAsync("looper", KnownResourceStates.FailedToStart).WaitAsync(Patience);
        await failed;

        var state = app.ResourceNotifications.StateOf("looper");
        Assert.Contains("dies again and again", state.Health, StringComparison.Ordinal);
        Assert.Contains("about to die", state.Health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named()
    {
        var builder = NewBuilder();
        builder.AddExecutable("ghost", "/no/such/program", "/").WithHttpEndpoint(env: "PORT").WithHttpHealthCheck("/");

        Assert.Contains("/no/such/program", await FailureOfAsync(builder, "ghost"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_missed_before_anything_starts()
    {
        var builder = NewBuilder();
        builder.AddParameter("openai-key", secret: true);
        await using var app = builder.Build();

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync());

        Assert.Contains("Parameters__openai_key", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_wait_for_each_other_are_refused()
    {
        var builder = NewBuilder();
        var first = builder.AddExecutable("first", "true", "/");
        var second = builder.AddExecutable("second", "true", "/").WaitFor(first);
        first.WaitFor(second);
        await using var app = builder.Build();

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync());

        Assert.Contains("first, second", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_is_refused()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var builder = DistributedApplication.CreateBuilder(["--data", _data, "--dashboard", "off", $"--TWIN_WEB_PORT={port}"]);
        builder.AddProject<Projects.AppHost_Sample_Service>("web").WithExternalHttpEndpoints();
        await using var app = builder.Build();

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync());

        Assert.Contains($"Port {port}, asked for web/http, is in use", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_for_a_resource_that_does_not_exist_fails_at_once()
    {
        var builder = NewBuilder();
        builder.AddExecutable("program", "true", "/");
        var app = builder.Build();

        var refusal = Assert.Throws<ArgumentException>(() => app.ResourceNotifications.StateOf("porgram"));

        Assert.Contains("it has program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_is_given_up_says_what_it_waited_for()
    {
        var builder = NewBuilder();
        builder.AddProject<Projects.AppHost_Sample_Service>("web").WithEnvironment("SICK", "yes").WithHttpHealthCheck("/health");
        await using var app = builder.Build();
        await app.StartAsync();
        using var deadline = new CancellationTokenSource();
        var waiting = app.ResourceNotifications.WaitForResourceHealthyAsync("web", deadline.Token);

        while (app.ResourceNotifications.StateOf("web").Health?.Contains("503", StringComparison.Ordinal) != true)
            await Task.Delay(50).WaitAsync(Patience);
        await deadline.CancelAsync();

        var given = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Contains("answered 503 instead of 200", given.Message, StringComparison.Ordinal);
    }

    private IDistributedApplicationBuilder NewBuilder() => DistributedApplication.CreateBuilder(["--data", _data, "--dashboard", "off"]);

    private static async Task<string> FailureOfAsync(IDistributedApplicationBuilder builder, string resource)
    {
        await using var app = builder.Build();
        await app.StartAsync();
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync(resource).WaitAsync(Patience));
        return failure.Message;
    }
}
