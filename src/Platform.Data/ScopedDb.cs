using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace TwinPlatform.Platform.Data;

/// <summary>Opens transactions in a scope; <see cref="TenantDb"/>, <see cref="CrossTenantDb"/> and <see cref="NamespaceDb"/> say which.</summary>
internal static class ScopedDb
{
    public static async Task<T> RunAsync<T>(NpgsqlDataSource source, Scope scope, Func<ScopedTransaction, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await work(new ScopedTransaction(connection, transaction, scope, ct));
        await transaction.CommitAsync(ct);
        return result;
    }

    /// <remarks>
    /// Scope and statement travel as one batch, which PostgreSQL runs as one implicit transaction: no BEGIN and no COMMIT to wait for,
    /// which would cost more than half the throughput of a small query.
    /// </remarks>
    public static async Task<T> SingleAsync<T>(NpgsqlDataSource source, Scope scope, Func<ScopedTransaction, Task<T>> statement, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await statement(new ScopedTransaction(connection, transaction: null, scope, ct));
    }

    public static Task<IReadOnlyList<T>> QueryAsync<T>(NpgsqlDataSource source, Scope scope, [ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        SingleAsync(source, scope, tx => tx.QueryAsync<T>(sql, parameters), ct);

    public static Task<T?> QuerySingleOrDefaultAsync<T>(
        NpgsqlDataSource source, Scope scope, [ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        SingleAsync(source, scope, tx => tx.QuerySingleOrDefaultAsync<T>(sql, parameters), ct);

    public static Task<int> ExecuteAsync(NpgsqlDataSource source, Scope scope, [ConstantExpected] string sql, object? parameters, CancellationToken ct) =>
        SingleAsync(source, scope, tx => tx.ExecuteAsync(sql, parameters), ct);
}
