using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TwinPlatform.EndToEnd.Tests.TenantIsolation;

/// <summary>A route of the public API, as the gateway's own OpenAPI document has it.</summary>
internal sealed partial record PublicRoute(string Method, string Path, bool TakesBody)
{
    /// <summary>The ids in its path, by name.</summary>
    public IReadOnlyList<string> Slots { get; } = [.. Slot().Matches(Path).Select(match => match.Groups[1].Value)];

    public static IReadOnlyList<PublicRoute> Of(JsonNode openApi) =>
    [
        .. from path in openApi["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where operation.Key is "get" or "post" or "put" or "patch" or "delete"
           select new PublicRoute(operation.Key.ToUpperInvariant(), path.Key, operation.Value!["requestBody"] is not null),
    ];

    public string With(IReadOnlyDictionary<string, Guid> ids) => Slot().Replace(Path, match => ids[match.Groups[1].Value].ToString());

    public override string ToString() => $"{Method} {Path}";

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Slot();
}
