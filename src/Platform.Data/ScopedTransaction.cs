using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;
using Npgsql;

namespace TwinPlatform.Platform.Data;

/// <summary>
/// One database transaction in one scope: a tenant's, or a cross-tenant role's. The scope is set in the same round trip as the first statement,
/// and ends with the transaction, so that a pooled connection carries nothing over to the next user.
/// </summary>
/// <remarks>SQL is a compile-time constant (CA1857 is an error) and never names the tenant: columns default to it and policies check it.</remarks>
public sealed class ScopedTransaction
{
    private readonly NpgsqlConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly Scope _scope;
    private readonly CancellationToken _ct;
    private bool _scopeIsSet;

    internal ScopedTransaction(NpgsqlConnection connection, DbTransaction? transaction, Scope scope, CancellationToken ct)
    {
        _connection = connection;
        _transaction = transaction;
        _scope = scope;
        _ct = ct;
    }

    /// <summary>Runs a statement that changes rows.</summary>
    /// <param name="sql">A constant statement.</param>
    /// <param name="parameters">An object whose properties are the statement's parameters.</param>
    /// <returns>The number of rows inserted, updated or deleted.</returns>
    /// <exception cref="PostgresException">A constraint or policy refused the change; <c>ConstraintName</c> says which.</exception>
    public Task<int> ExecuteAsync([ConstantExpected] string sql, object? parameters = null) =>
        _connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Reads rows.</summary>
    /// <typeparam name="T">The row: its constructor or properties are named like the columns.</typeparam>
    /// <param name="sql">A constant query.</param>
    /// <param name="parameters">An object whose properties are the query's parameters.</param>
    public async Task<IReadOnlyList<T>> QueryAsync<T>([ConstantExpected] string sql, object? parameters = null)
    {
        var skipScope = !_scopeIsSet;
        await using var results = await _connection.QueryMultipleAsync(Command(sql, parameters));
        if (skipScope)
        {
            await results.ReadAsync();
        }

        return (await results.ReadAsync<T>()).AsList();
    }

    /// <summary>Reads at most one row.</summary>
    /// <typeparam name="T">The row.</typeparam>
    /// <param name="sql">A constant query that finds one row or none.</param>
    /// <param name="parameters">An object whose properties are the query's parameters.</param>
    /// <returns>The row, or the default value of <typeparamref name="T"/>.</returns>
    /// <exception cref="InvalidOperationException">There was more than one row.</exception>
    public async Task<T?> QuerySingleOrDefaultAsync<T>([ConstantExpected] string sql, object? parameters = null) =>
        (await QueryAsync<T>(sql, parameters)).SingleOrDefault();

    private CommandDefinition Command(string sql, object? parameters)
    {
        if (_scopeIsSet)
        {
            return new CommandDefinition(sql, parameters, _transaction, cancellationToken: _ct);
        }

        _scopeIsSet = true;
        var scoped = new DynamicParameters(parameters);
        scoped.Add(Scope.Parameter, _scope.Value);
        return new CommandDefinition(_scope.Prefix(sql), scoped, _transaction, cancellationToken: _ct);
    }
}
