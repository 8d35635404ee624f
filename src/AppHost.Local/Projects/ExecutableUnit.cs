using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.Running;

namespace TwinPlatform.AppHost.Local.Projects;

/// <summary>Any other program. As under Aspire it gets no telemetry variables: nobody knows whether it understands them.</summary>
internal sealed class ExecutableUnit(ExecutableResource executable) : Unit(executable.Name)
{
    public override IEnumerable<int> Ports => Endpoints.Select(e => e.AllocatedPort).OfType<int>();

    public override bool MayFinish => !Endpoints.Any();

    private IEnumerable<EndpointAnnotation> Endpoints => executable.Annotations.OfType<EndpointAnnotation>();

    public override async Task<ProcessSpec> DescribeAsync(CancellationToken ct)
    {
        if (!Directory.Exists(executable.WorkingDirectory))
            throw new DistributedApplicationException($"'{Name}' cannot start: its working directory {executable.WorkingDirectory} does not exist.");

        return new ProcessSpec(executable.Command, [.. executable.Annotations.OfType<ArgumentsAnnotation>().SelectMany(a => a.Arguments)])
        {
            WorkingDirectory = executable.WorkingDirectory,
            Environment = await ResourceEnvironment.ResolveAsync(executable, [], ct),
            WithoutVariables = ResourceEnvironment.NotInherited,
        };
    }

    public override Task<string?> UnhealthyBecauseAsync(CancellationToken ct) => HttpHealth.UnhealthyBecauseAsync(executable, ct);
}
