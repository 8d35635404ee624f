using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.Running;

namespace TwinPlatform.AppHost.Local.Projects;

/// <summary>A project of this repository, run from its build output as <c>dotnet exec</c>: <c>dotnet run</c> would cost a second process and seconds.</summary>
internal sealed class ProjectUnit(ProjectResource project, Telemetry telemetry, string environmentName) : Unit(project.Name)
{
    private static readonly string Dotnet = Path.GetFileName(Environment.ProcessPath) == "dotnet"
        ? Environment.ProcessPath!
        : Executables.Find("dotnet", Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "/usr/share/dotnet") ?? "dotnet";

    private readonly IProjectMetadata _metadata = project.Annotations.OfType<IProjectMetadata>().Single();
    private readonly ProjectProfile _profile = project.Annotations.OfType<ProjectProfile>().Single();

    public override IEnumerable<int> Ports => Endpoints.Select(e => e.AllocatedPort).OfType<int>();

    public override bool MayFinish => !Endpoints.Any();

    private IEnumerable<EndpointAnnotation> Endpoints => project.Annotations.OfType<EndpointAnnotation>();

    public override async Task<ProcessSpec> DescribeAsync(CancellationToken ct)
    {
        if (!File.Exists(_metadata.AssemblyPath))
            throw new DistributedApplicationException($"'{Name}' is not built: {_metadata.AssemblyPath} does not exist. Build the AppHost; it builds every project that it runs.");

        var arguments = project.Annotations.OfType<ArgumentsAnnotation>().SelectMany(a => a.Arguments);
        return new ProcessSpec(Dotnet, ["exec", _metadata.AssemblyPath, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(_metadata.ProjectPath),
            Environment = await ResourceEnvironment.ResolveAsync(project, Defaults(), ct),
            WithoutVariables = ResourceEnvironment.NotInherited,

            // Its broker and database end in the same moment: to wait for them to take leave of would only keep the process.
            DeathSignal = Signal.Kill,
        };
    }

    public override Task<string?> UnhealthyBecauseAsync(CancellationToken ct) => HttpHealth.UnhealthyBecauseAsync(project, ct);

    private Dictionary<string, string> Defaults()
    {
        var variables = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = environmentName,
            ["ASPNETCORE_ENVIRONMENT"] = environmentName,
            ["LOGGING__CONSOLE__FORMATTERNAME"] = "simple",
            ["LOGGING__CONSOLE__FORMATTEROPTIONS__SINGLELINE"] = "true",
        };
        foreach (var (name, value) in telemetry.VariablesFor(Name).Concat(_profile.Environment))
            variables[name] = value;

        if (_profile.UsesKestrelSection)
        {
            foreach (var endpoint in Endpoints.Where(e => e.ListenVariable is not null))
                variables[endpoint.ListenVariable!] = UrlOf(endpoint);
        }
        else if (Endpoints.Any())
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', Endpoints.Select(UrlOf));
        }

        return variables;
    }

    private string UrlOf(EndpointAnnotation endpoint) => new EndpointReference(project, endpoint.Name).Url;
}
