using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace TwinPlatform.AppHost.Local.Projects;

/// <summary>
/// What a project says about itself: where it listens (its Kestrel section, or else the URL of its launch profile) and
/// the variables of its launch profile. Read from the sources, as Aspire does.
/// </summary>
internal sealed record ProjectProfile(IReadOnlyList<EndpointAnnotation> Endpoints, IReadOnlyDictionary<string, string> Environment, bool UsesKestrelSection)
    : IResourceAnnotation
{
    public static ProjectProfile Read(string projectDirectory, string environmentName)
    {
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(projectDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(projectDirectory, $"appsettings.{environmentName}.json"), optional: true)
            .Build();
        var launch = new ConfigurationBuilder().AddJsonFile(Path.Combine(projectDirectory, "Properties", "launchSettings.json"), optional: true).Build()
            .GetSection("profiles").GetChildren().FirstOrDefault(profile => profile["commandName"] == "Project");

        var variables = launch?.GetSection("environmentVariables").GetChildren().ToDictionary(v => v.Key, v => v.Value ?? "") ?? [];
        if (launch is not null)
            variables["DOTNET_LAUNCH_PROFILE"] = launch.Key;

        var kestrel = FromKestrel(settings);
        return kestrel.Count > 0
            ? new ProjectProfile(kestrel, variables, UsesKestrelSection: true)
            : new ProjectProfile(FromLaunchUrl(launch?["applicationUrl"]), variables, UsesKestrelSection: false);
    }

    /// <summary>Aspire names an endpoint after its scheme when it is the only one of it, else after its key in the section.</summary>
    private static List<EndpointAnnotation> FromKestrel(IConfiguration settings) =>
    [
        .. settings.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(section => section["Url"] is not null)
            .Select(section => (section.Key, Address: BindingAddress.Parse(section["Url"]!)))
            .GroupBy(endpoint => endpoint.Address.Scheme)
            .SelectMany(scheme => scheme.Select(endpoint => new EndpointAnnotation
            {
                Name = scheme.Count() == 1 ? scheme.Key : endpoint.Key,
                UriScheme = scheme.Key,
                Port = endpoint.Address.Port,
                ListenVariable = $"Kestrel__Endpoints__{endpoint.Key}__Url",
            })),
    ];

    private static List<EndpointAnnotation> FromLaunchUrl(string? urls) =>
    [
        .. (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(BindingAddress.Parse)
            .GroupBy(address => address.Scheme)
            .SelectMany(scheme => scheme.Select((address, index) => new EndpointAnnotation
            {
                Name = index == 0 ? scheme.Key : $"{scheme.Key}{index + 1}",
                UriScheme = scheme.Key,
                Port = address.Port,
            })),
    ];
}
