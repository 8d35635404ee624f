using Microsoft.Extensions.Hosting;
using Npgsql;

namespace TwinPlatform.Platform.Data;

/// <summary>
/// Refuses to start a service whose database role could see past row-level security: a superuser, a role with BYPASSRLS, or the owner of a table.
/// </summary>
internal sealed class RoleGuard(NpgsqlDataSource source) : IHostedLifecycleService
{
    private const string PrivilegesSql = """
        select current_user || case
                when r.rolsuper then ' is a superuser'
                when r.rolbypassrls then ' has BYPASSRLS'
                else ' owns a table'
            end
        from pg_roles r
        where r.rolname = current_user
          and (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')))
        """;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(PrivilegesSql);
        if (await command.ExecuteScalarAsync(cancellationToken) is string violation)
        {
            throw new InvalidOperationException($"The database role {violation}, so row-level security would not hold. Give the service its own plain login role.");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
