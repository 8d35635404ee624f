using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace TwinPlatform.Platform.Data;

/// <summary>
/// The side door for the few statements that must look across tenants: finding a key before its tenant is known, claiming jobs, sending the outbox.
/// It takes on the schema's <c>…_crosstenant</c> role, which can do just those things and, unlike the service's role, nothing else.
/// </summary>
/// <param name="source">The service's connections.</param>
/// <param name="options">Names the role.</param>
public sealed class CrossTenantDb(NpgsqlDataSource source, DataOptions options)
{
    private readonly Scope _scope = Scope.OfRole(options.CrossTenantRole);

    /// <summary>Runs several statements as one transaction.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="work">The statements.</param>
    /// <param name="ct">Cancels; the transaction rolls back.</param>
    public Task<T> RunAsync<T>(Func<ScopedTransaction, Task<T>> work, CancellationToken ct) => ScopedDb.RunAsync(source, _scope, work, ct);

    /// <summary>Reads rows by a single statement, in one round trip.</summary>
    /// <typeparam name="T">The row.</typeparam>
    /// <param name="sql">A constant query.</param>
    /// <param name="parameters">An object whose properties are the query's parameters.</param>
    /// <param name="ct">Cancels the query.</param>
    public Task<IReadOnlyList<T>> QueryAsync<T>([ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        ScopedDb.QueryAsync<T>(source, _scope, sql, parameters, ct);

    /// <summary>Reads at most one row by a single statement, in one round trip.</summary>
    /// <typeparam name="T">The row.</typeparam>
    /// <param name="sql">A constant query.</param>
    /// <param name="parameters">An object whose properties are the query's parameters.</param>
    /// <param name="ct">Cancels the query.</param>
    public Task<T?> QuerySingleOrDefaultAsync<T>([ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        ScopedDb.QuerySingleOrDefaultAsync<T>(source, _scope, sql, parameters, ct);
}
