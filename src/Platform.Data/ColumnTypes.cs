using System.Data;
using Dapper;
using TwinPlatform.Contracts;

namespace TwinPlatform.Platform.Data;

/// <summary>Column types that Dapper does not know by itself: typed ids, and the arrays that rows have as constructor parameters.</summary>
internal static class ColumnTypes
{
    public static void Register()
    {
        SqlMapper.AddTypeHandler(new TenantIdHandler());
        SqlMapper.AddTypeHandler(new TwinIdHandler());
        SqlMapper.AddTypeHandler(new ArrayHandler<Guid>());
        SqlMapper.AddTypeHandler(new ArrayHandler<string>());
    }
}

internal sealed class ArrayHandler<T> : SqlMapper.TypeHandler<T[]>
{
    public override void SetValue(IDbDataParameter parameter, T[]? value) => parameter.Value = (object?)value ?? DBNull.Value;

    public override T[] Parse(object value) => (T[])value;
}

internal sealed class TenantIdHandler : SqlMapper.TypeHandler<TenantId>
{
    public override void SetValue(IDbDataParameter parameter, TenantId value) => parameter.Value = value.Value;

    public override TenantId Parse(object value) => new((Guid)value);
}

internal sealed class TwinIdHandler : SqlMapper.TypeHandler<TwinId>
{
    public override void SetValue(IDbDataParameter parameter, TwinId value) => parameter.Value = value.Value;

    public override TwinId Parse(object value) => new((Guid)value);
}
