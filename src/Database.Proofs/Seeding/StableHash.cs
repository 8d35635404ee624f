using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TwinPlatform.Database.Proofs.Seeding;

/// <summary>The same number for the same text in every run and on every machine, which <see cref="object.GetHashCode"/> does not promise.</summary>
internal static class StableHash
{
    public static int Of(string text) => BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
