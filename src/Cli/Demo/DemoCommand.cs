using System.CommandLine;
using TwinPlatform.Cli.Gateway;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Demo;

/// <summary><c>twin demo key | run</c>: a tenant and a twin to try the platform with; the twin knows the platform's own documentation.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal, Workspace workspace) => new("demo", "A twin to try the platform that runs here.")
    {
        Key(terminal, workspace),
        Run(terminal, workspace),
    };

    private static Command Key(Terminal terminal, Workspace workspace)
    {
        var key = new Command("key", "Prints the demo tenant's key, and writes run.env for the shell. Makes tenant and twin when they are missing.");
        key.SetAction(async (_, ct) =>
        {
            var demo = await DemoTenant.EnsureAsync(workspace, ct);
            await terminal.Out.WriteLineAsync(demo.ApiKey);
            return ExitCode.Done;
        });
        return key;
    }

    private static Command Run(Terminal terminal, Workspace workspace)
    {
        var run = new Command("run", "Gives the demo twin the project's documentation, asks it three questions and checks its quotes against the files.");
        run.SetAction(async (_, ct) =>
        {
            var corpus = DocumentationCorpus.Read(workspace);
            var demo = await DemoTenant.EnsureAsync(workspace, ct);
            using var client = new GatewayClient(demo.Gateway, demo.ApiKey);
            var documents = await new DemoIngestion(client, demo.TwinId, terminal).BringUpToDateAsync(corpus, ct);
            return await new DemoInterview(client, demo.TwinId, documents, terminal).HoldAsync(ct);
        });
        return run;
    }
}
