using Npgsql;

namespace TwinPlatform.Database;

/// <summary>A step in one direction.</summary>
/// <param name="Name">Number and name of the step.</param>
/// <param name="Script">What is executed.</param>
/// <param name="Line">What is said when it is done.</param>
/// <param name="EnterAsync">Changes the ledger accordingly.</param>
internal sealed record Move(string Name, Script Script, string Line, Func<NpgsqlConnection, CancellationToken, Task> EnterAsync)
{
    public static Move Up(Migration step) => new(
        NameOf(step),
        new Script($"{step.Version:D4}_{step.Name}.up.sql", step.Up),
        $"up    {NameOf(step)}",
        (connection, ct) => Ledger.RecordAsync(connection, step, ct));

    public static Move Down(Migration step) => new(
        NameOf(step),
        new Script($"{step.Version:D4}_{step.Name}.down.sql", step.Down),
        $"down  {NameOf(step)}{(step.Loses is null ? "" : $" (loses: {step.Loses})")}",
        (connection, ct) => Ledger.ForgetAsync(connection, step, ct));

    private static string NameOf(Migration step) => $"{step.Version:D4} {step.Name}";
}
