using TwinPlatform.Cli.Local;
using TwinPlatform.Database;

namespace TwinPlatform.Cli.Db;

/// <summary>The last question before data is destroyed.</summary>
internal static class Confirmation
{
    /// <returns>True when the person typed the database's name.</returns>
    public static async Task<bool> AskAsync(Terminal terminal, TargetDatabase target, IReadOnlyList<Migration> steps, CancellationToken ct)
    {
        await terminal.Out.WriteLineAsync($"This takes back, in {target.Display}:");
        foreach (var step in steps)
        {
            await terminal.Out.WriteLineAsync($"  {step.Version:D4} {step.Name}{(step.Loses is null ? "" : $"  (loses: {step.Loses})")}");
        }

        await terminal.Out.WriteAsync($"Type the name of the database, {target.Name}, to go on: ");
        return (await terminal.In.ReadLineAsync(ct))?.Trim() == target.Name;
    }
}
