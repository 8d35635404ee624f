using Xunit.Sdk;

namespace TwinPlatform.Testing;

/// <summary>For tests that look at many things at once and must tell all that is wrong, in full.</summary>
public static class Findings
{
    public static void AssertNone(IReadOnlyCollection<string> findings)
    {
        if (findings.Count > 0)
        {
            throw new XunitException(string.Join(Environment.NewLine, findings.Prepend($"{findings.Count} findings:")));
        }
    }
}
