using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using TwinPlatform.Platform.Data.Outbox;

namespace TwinPlatform.Platform.Data;

/// <summary>A service's database: one connection string, one schema, one role.</summary>
public static class DataDefaults
{
    /// <summary>Adds <see cref="TenantDb"/>, <see cref="CrossTenantDb"/> and a health check on the database.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="schema">The schema the service owns.</param>
    public static void AddTenantData(this WebApplicationBuilder builder, string schema)
    {
        builder.AddDataSource(schema);
        builder.Services.AddSingleton<TenantDb>();
        builder.Services.AddSingleton<CrossTenantDb>();
    }

    /// <summary>Adds the sender of the schema's outbox, for a service that states facts (<see cref="PublishEvent"/>).</summary>
    /// <param name="builder">The service; it has a bus and <see cref="AddTenantData"/>.</param>
    public static void AddOutbox(this WebApplicationBuilder builder) => builder.Services.AddHostedService<OutboxDispatcher>();

    /// <summary>Adds <see cref="NamespaceDb"/> and <see cref="CrossTenantDb"/> for the vector store, which knows no tenants and sends no events.</summary>
    /// <param name="builder">The vector store.</param>
    /// <param name="schema">The schema it owns.</param>
    public static void AddNamespaceData(this WebApplicationBuilder builder, string schema)
    {
        builder.AddDataSource(schema);
        builder.Services.AddSingleton<NamespaceDb>();
        builder.Services.AddSingleton<CrossTenantDb>();
    }

    private static void AddDataSource(this WebApplicationBuilder builder, string schema)
    {
        ColumnTypes.Register();
        var settings = new NpgsqlConnectionStringBuilder(
            builder.Configuration.GetConnectionString("twindb")
            ?? throw new InvalidOperationException("ConnectionStrings:twindb is not set. Give the address of PostgreSQL with this service's own login role."))
        {
            ApplicationName = schema,

            // Outbox and inbox have the same shape in every schema; these statements alone leave the schema out.
            SearchPath = schema,
            MaxAutoPrepare = 100,
        };

        builder.Services.AddSingleton(new DataOptions(schema));
        builder.Services.AddSingleton(services => new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UseLoggerFactory(services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>())
            .Build());
        builder.Services.AddHostedService<RoleGuard>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
    }
}

/// <summary>Well when the database answers the simplest question.</summary>
internal sealed class DatabaseHealth(NpgsqlDataSource source) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
    }
}
