using Aspire.Hosting.ApplicationModel;

namespace TwinPlatform.AppHost.Local.Running;

/// <summary>Turns what the topology says about a resource's environment into plain text.</summary>
internal static class ResourceEnvironment
{
    /// <summary>
    /// Configuration of the topology itself. Every child inherits the host's environment, as under Aspire, but these carry other
    /// services' passwords: a service gets only what the topology hands to it.
    /// </summary>
    public static readonly string[] NotInherited = ["Parameters__", "ConnectionStrings__", "services__", "TWIN_", "Infra__"];

    /// <summary>The callbacks of the resource over the given defaults.</summary>
    public static async Task<Dictionary<string, string>> ResolveAsync(IResource resource, IEnumerable<KeyValuePair<string, string>> defaults, CancellationToken ct)
    {
        var variables = defaults.ToDictionary(v => v.Key, object (v) => v.Value);
        var context = new EnvironmentCallbackContext(variables, ct);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context);

        var resolved = new Dictionary<string, string>();
        foreach (var (name, value) in variables)
        {
            if (await TextOf(value, ct) is { } text)
                resolved[name] = text;
        }

        return resolved;
    }

    private static ValueTask<string?> TextOf(object value, CancellationToken ct) =>
        value is IValueProvider provider ? provider.GetValueAsync(ct) : new(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
}
