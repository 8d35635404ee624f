using System.Diagnostics.CodeAnalysis;
using Npgsql;
using TwinPlatform.Contracts;

namespace TwinPlatform.Platform.Data;

/// <summary>
/// The door to a service's tables: every statement runs as one tenant, and row-level security shows it that tenant's rows and no others.
/// A statement that reaches a table without it is refused by the policy or sees nothing.
/// </summary>
/// <param name="source">The service's connections, under its own login role.</param>
public sealed class TenantDb(NpgsqlDataSource source)
{
    /// <summary>Runs several statements as one transaction; it commits when <paramref name="work"/> returns and rolls back when it throws.</summary>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="work">The statements. Nothing slow belongs in here: no model, no HTTP, no vector store.</param>
    /// <param name="ct">Cancels; the transaction rolls back.</param>
    public Task RunAsync(TenantId tenant, Func<ScopedTransaction, Task> work, CancellationToken ct) =>
        RunAsync(tenant, async tx => { await work(tx); return true; }, ct);

    /// <summary>As <see cref="RunAsync(TenantId, Func{ScopedTransaction, Task}, CancellationToken)"/>, with a result.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="work">The statements.</param>
    /// <param name="ct">Cancels; the transaction rolls back.</param>
    public Task<T> RunAsync<T>(TenantId tenant, Func<ScopedTransaction, Task<T>> work, CancellationToken ct) =>
        ScopedDb.RunAsync(source, Scope.Of(tenant), work, ct);

    /// <summary>Reads rows by a single statement, in one round trip.</summary>
    /// <typeparam name="T">The row.</typeparam>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="sql">A constant query.</param>
    /// <param name="parameters">An object whose properties are the query's parameters.</param>
    /// <param name="ct">Cancels the query.</param>
    public Task<IReadOnlyList<T>> QueryAsync<T>(TenantId tenant, [ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        ScopedDb.QueryAsync<T>(source, Scope.Of(tenant), sql, parameters, ct);

    /// <summary>Reads at most one row by a single statement, in one round trip.</summary>
    /// <typeparam name="T">The row.</typeparam>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="sql">A constant query.</param>
    /// <param name="parameters">An object whose properties are the query's parameters.</param>
    /// <param name="ct">Cancels the query.</param>
    public Task<T?> QuerySingleOrDefaultAsync<T>(TenantId tenant, [ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        ScopedDb.QuerySingleOrDefaultAsync<T>(source, Scope.Of(tenant), sql, parameters, ct);

    /// <summary>Changes rows by a single statement, in one round trip.</summary>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="sql">A constant statement.</param>
    /// <param name="parameters">An object whose properties are the statement's parameters.</param>
    /// <param name="ct">Cancels the statement.</param>
    /// <returns>The number of rows changed.</returns>
    public Task<int> ExecuteAsync(TenantId tenant, [ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        ScopedDb.ExecuteAsync(source, Scope.Of(tenant), sql, parameters, ct);
}
