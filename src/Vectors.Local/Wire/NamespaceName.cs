namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>The default namespace is the empty string inside and <c>__default__</c> outside; clients may say either.</summary>
internal static class NamespaceName
{
    private const string Default = "__default__";

    public static string Read(string? given) => given is null or Default ? "" : given;

    public static string Write(string name) => name.Length == 0 ? Default : name;
}
