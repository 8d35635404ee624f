namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>Log sequence numbers, by which a client knows that an answer takes in its own write.</summary>
internal static class Lsn
{
    public static void SetRequestLsn(this HttpResponse response, long lsn) => response.Headers["x-pinecone-request-lsn"] = lsn.ToString("D", null);

    public static void SetIndexedLsn(this HttpResponse response, long lsn) => response.Headers["x-pinecone-max-indexed-lsn"] = lsn.ToString("D", null);
}
