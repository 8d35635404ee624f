using System.Security.Cryptography;
using System.Text;
using TwinPlatform.Cli.Gateway;

namespace TwinPlatform.Cli.Demo;

/// <summary>Checks a citation without believing the platform: against the file on this disk.</summary>
internal static class QuoteCheck
{
    /// <returns>What is wrong, or null when the quote stands in the file word for word, at the place that is cited.</returns>
    public static string? Fault(Citation citation, string? text)
    {
        if (text is null)
        {
            return "the source is none of the files that were ingested";
        }

        if (citation.Start < 0 || citation.End > text.Length || citation.Start >= citation.End)
        {
            return "its offsets lie outside the file";
        }

        if (!text.AsSpan(citation.Start, citation.End - citation.Start).SequenceEqual(citation.Quote))
        {
            return "the file says something else at its offsets";
        }

        return citation.Sha256 == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(citation.Quote))) ? null : "its hash is not that of its text";
    }
}
