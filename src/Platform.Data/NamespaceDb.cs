using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace TwinPlatform.Platform.Data;

/// <summary>
/// The vector store's <see cref="TenantDb"/>: it knows namespaces and no tenants (Pinecone's model), so its rows are kept apart by namespace.
/// </summary>
/// <param name="source">The store's connections.</param>
public sealed class NamespaceDb(NpgsqlDataSource source)
{
    /// <summary>Runs several statements on one namespace as one transaction.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="name">The namespace; empty is the default one.</param>
    /// <param name="work">The statements.</param>
    /// <param name="ct">Cancels; the transaction rolls back.</param>
    public Task<T> RunAsync<T>(string name, Func<ScopedTransaction, Task<T>> work, CancellationToken ct) =>
        ScopedDb.RunAsync(source, Scope.OfNamespace(name), work, ct);

    /// <summary>Reads rows of one namespace by a single statement, in one round trip.</summary>
    /// <typeparam name="T">The row.</typeparam>
    /// <param name="name">The namespace; empty is the default one.</param>
    /// <param name="sql">A constant query.</param>
    /// <param name="parameters">An object whose properties are the query's parameters.</param>
    /// <param name="ct">Cancels the query.</param>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string name, [ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        ScopedDb.QueryAsync<T>(source, Scope.OfNamespace(name), sql, parameters, ct);

    /// <summary>Changes rows of one namespace by a single statement, in one round trip.</summary>
    /// <param name="name">The namespace; empty is the default one.</param>
    /// <param name="sql">A constant statement.</param>
    /// <param name="parameters">An object whose properties are the statement's parameters.</param>
    /// <param name="ct">Cancels the statement.</param>
    /// <returns>The number of rows changed.</returns>
    public Task<int> ExecuteAsync(string name, [ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        ScopedDb.ExecuteAsync(source, Scope.OfNamespace(name), sql, parameters, ct);
}
