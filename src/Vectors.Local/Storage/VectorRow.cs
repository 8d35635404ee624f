using System.Runtime.InteropServices;
using System.Text.Json;
using TwinPlatform.Vectors.Local.Search;

namespace TwinPlatform.Vectors.Local.Storage;

/// <summary>A record as PostgreSQL keeps it: vectors as little-endian 32-bit numbers, metadata as its JSON text.</summary>
internal sealed record VectorRow(string Id, byte[]? Dense, byte[]? SparseIndices, byte[]? SparseValues, string? Metadata)
{
    public static VectorRow Of(StoredVector record) => new(
        record.Id,
        Bytes(record.Dense),
        Bytes(record.Sparse?.Indices),
        Bytes(record.Sparse?.Values),
        record.Metadata?.GetRawText());

    public StoredVector ToStored() => new(
        Id,
        Numbers<float>(Dense),
        SparseIndices is null ? null : new SparseValues(Numbers<uint>(SparseIndices)!, Numbers<float>(SparseValues)!),
        Metadata is null ? null : JsonElement.Parse(Metadata));

    // Every processor that .NET runs on here is little-endian.
    private static byte[]? Bytes<T>(T[]? numbers)
        where T : struct => numbers is null ? null : MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    private static T[]? Numbers<T>(byte[]? bytes)
        where T : struct => bytes is null ? null : MemoryMarshal.Cast<byte, T>(bytes).ToArray();
}
