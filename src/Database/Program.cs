using System.Globalization;
using Npgsql;
using TwinPlatform.Database;

// What the AppHost runs before any service, and what `twin db` calls: up | down [to] | status.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};

if (Environment.GetEnvironmentVariable("ConnectionStrings__twindb") is not { Length: > 0 } owner)
{
    Console.Error.WriteLine("ConnectionStrings__twindb is not set. Give the address of PostgreSQL with the login of the schemas' owner.");
    return 2;
}

var runner = new MigrationRunner(owner, Migration.Chain(), Console.WriteLine);
try
{
    switch (args)
    {
        case ["up"]:
            await runner.UpAsync(stop.Token);
            await RolePasswords.SetAsync(owner, RolePasswords.FromEnvironment(), stop.Token);
            return 0;
        case ["down"]:
            await runner.DownAsync(Migration.Chain().Count - 1, stop.Token);
            return 0;
        case ["down", var to] when int.TryParse(to, CultureInfo.InvariantCulture, out var target):
            await runner.DownAsync(target, stop.Token);
            return 0;
        case ["status"]:
            await runner.StatusAsync(stop.Token);
            return 0;
        default:
            Console.Error.WriteLine("Usage: up | down [version] | status");
            return 2;
    }
}
catch (Exception e) when (e is MigrationException or NpgsqlException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
