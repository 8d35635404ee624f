using TwinPlatform.Cli.Local;
using TwinPlatform.Database;

namespace TwinPlatform.Cli.Db;

/// <summary>The last question before data is destroyed.</summary>
internal static class Confirmation
{
    /// <returns>True when the person typed the database's name.</returns>
    /// <exception cref="CliException">Nobody is there to be asked.</exception>
    public static async Task<bool> AskAsync(Terminal terminal, TargetDatabase target, IReadOnlyList<Migration> chain, int version, CancellationToken ct)
    {
        if (!terminal.CanAsk)
        {
            throw new CliException("db down destroys data, and nobody is here to be asked. Add --yes when you are sure.");
        }

        await terminal.Out.WriteLineAsync($"This takes back, in {target.Display}, as far as they are applied:");
        foreach (var step in chain.Skip(version).Reverse())
        {
            await terminal.Out.WriteLineAsync($"  {step.Version:D4} {step.Name}{(step.Loses is null ? "" : $"  (loses: {step.Loses})")}");
        }

        await terminal.Out.WriteAsync($"Type the name of the database, {target.Name}, to go on: ");
        return (await terminal.In.ReadLineAsync(ct))?.Trim() == target.Name;
    }
}
