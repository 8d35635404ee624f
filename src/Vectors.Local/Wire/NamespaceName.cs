using Microsoft.AspNetCore.Http.Features;

namespace TwinPlatform.Vectors.Local.Wire;

/// <summary>The default namespace is the empty string inside and <c>__default__</c> outside; clients may say either.</summary>
internal static class NamespaceName
{
    private const string Default = "__default__";

    public static string Read(string? given) => given is null or Default ? "" : given;

    /// <summary>Reads the name at the end of the request's path.</summary>
    /// <remarks>Routing decodes everything but %2F, and so cannot tell a slash from a name that holds those three characters. The request line can.</remarks>
    public static string ReadPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?')[0];
        return Read(Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]));
    }

    public static string Write(string name) => name.Length == 0 ? Default : name;
}
