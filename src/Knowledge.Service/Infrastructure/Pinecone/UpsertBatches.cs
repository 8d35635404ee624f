using System.Text.Json;

namespace TwinPlatform.Knowledge.Infrastructure.Pinecone;

/// <summary>Cuts records into upsert requests that Pinecone accepts: at most 1000 records and 2 MB each.</summary>
internal static class UpsertBatches
{
    public const int MaxRecords = 1000;
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Makes one request body after the other. A single record larger than the limit goes alone, for Pinecone to refuse by name.</summary>
    public static IEnumerable<byte[]> Of(string name, IEnumerable<VectorRecord> records)
    {
        var head = (byte[])[.. "{\"namespace\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(name), .. ",\"vectors\":["u8];
        var tail = "]}"u8.ToArray();

        var body = new MemoryStream();
        var count = 0;
        foreach (var record in records)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(PineconeVector.Of(record), PineconeJson.Options);
            if (count == MaxRecords || (count > 0 && body.Length + 1 + json.Length + tail.Length > MaxBytes))
            {
                yield return Close();
            }

            body.Write(count == 0 ? head : ","u8);
            body.Write(json);
            count++;
        }

        if (count > 0)
            yield return Close();

        byte[] Close()
        {
            body.Write(tail);
            var bytes = body.ToArray();
            body.SetLength(0);
            count = 0;
            return bytes;
        }
    }
}
