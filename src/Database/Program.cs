using System.Globalization;
using Npgsql;
using TwinPlatform.Database;

// What the AppHost runs before any service, and what `twin db` calls: up [to] | down [to] | status.
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

var chain = Migration.Chain();
var runner = new MigrationRunner(owner, chain, Console.WriteLine);
int? target = args is [_, var to] && int.TryParse(to, CultureInfo.InvariantCulture, out var version) ? version : null;
try
{
    switch (args)
    {
        case ["up"] or ["up", _] when args.Length == 1 || target is not null:
            await runner.UpAsync(target ?? chain.Count, stop.Token);
            await RolePasswords.SetAsync(owner, RolePasswords.FromEnvironment(), stop.Token);
            return 0;
        case ["down"] or ["down", _] when args.Length == 1 || target is not null:
            await runner.DownAsync(target ?? Math.Max(await runner.VersionAsync(stop.Token) - 1, 0), stop.Token);
            return 0;
        case ["status"]:
            await runner.StatusAsync(stop.Token);
            return 0;
        default:
            Console.Error.WriteLine("Usage: up [version] | down [version] | status");
            return 2;
    }
}
catch (Exception e) when (e is MigrationException or NpgsqlException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
