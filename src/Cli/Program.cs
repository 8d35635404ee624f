using TwinPlatform.Cli;
using TwinPlatform.Cli.Local;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

return await TwinCommand.RunAsync(args, Terminal.OfProcess(), Workspace.OfProcess(), stop.Token);
