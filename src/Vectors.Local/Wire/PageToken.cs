using System.Buffers.Text;
using System.Text;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>Where a list goes on: after the last name of the page before. Opaque to clients.</summary>
internal static class PageToken
{
    public static WirePagination After(string last) => new(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(last)));

    /// <returns>False for what no list gave out.</returns>
    public static bool TryRead(string? token, out string after)
    {
        after = "";
        if (string.IsNullOrEmpty(token))
            return true;

        if (!Base64Url.IsValid(token))
            return false;

        after = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        return !after.Contains('\0');
    }
}
