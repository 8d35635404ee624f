using System.IO.Hashing;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TwinPlatform.Platform.ApiKeys;

/// <summary>
/// The text of an API key: <c>tdp_live_</c>, 43 base62 digits (256 random bits), 6 base62 digits of checksum (CRC-32 of all before it).
/// The form is GitHub's: a secret scanner can recognise it, and a mistyped key is refused without a lookup.
/// </summary>
public static class ApiKeyText
{
    /// <summary>What a tenant's secret key begins with.</summary>
    public const string LivePrefix = "tdp_live_";

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int SecretDigits = 43; // 62^43 > 2^256
    private const int ChecksumDigits = 6; // 62^6 > 2^32

    /// <summary>Makes a new key. The text is shown once and stored nowhere.</summary>
    public static string Create()
    {
        var body = LivePrefix + Digits(new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true), SecretDigits);
        return body + Checksum(body);
    }

    /// <summary>Whether a text has the form of a key and its checksum fits; a wrong or swapped character fails.</summary>
    /// <param name="key">What a client sent.</param>
    public static bool IsWellFormed(string key) =>
        key.Length == LivePrefix.Length + SecretDigits + ChecksumDigits
        && key.StartsWith(LivePrefix, StringComparison.Ordinal)
        && key.EndsWith(Checksum(key[..^ChecksumDigits]), StringComparison.Ordinal);

    /// <summary>The only form in which a key is stored and looked up: SHA-256 of its text, 32 bytes.</summary>
    /// <param name="key">The key's text.</param>
    /// <remarks>256 random bits cannot be guessed, so a slow hash would cost each request and buy nothing.</remarks>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The part that may be shown in lists to tell keys apart: the prefix and four digits.</summary>
    /// <param name="key">The key's text.</param>
    public static string DisplayPrefix(string key) => key[..(LivePrefix.Length + 4)];

    private static string Checksum(string body) => Digits(Crc32.HashToUInt32(Encoding.UTF8.GetBytes(body)), ChecksumDigits);

    private static string Digits(BigInteger value, int count) => string.Create(count, value, static (digits, rest) =>
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            rest = BigInteger.DivRem(rest, 62, out var digit);
            digits[i] = Base62[(int)digit];
        }
    });
}
