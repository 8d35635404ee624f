using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Dashboard;
using TwinPlatform.AppHost.Local.Postgres;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.Projects;
using TwinPlatform.AppHost.Local.RabbitMq;
using TwinPlatform.AppHost.Local.State;

namespace TwinPlatform.AppHost.Local.Running;

/// <summary>The topology as processes of this machine, with their ports and their order.</summary>
internal sealed class LaunchPlan
{
    private readonly Dictionary<IResource, Unit> _byResource = [];

    private LaunchPlan(DashboardUnit? dashboard) => Dashboard = dashboard;

    /// <summary>What the platform needs; the dashboard is not among it.</summary>
    public List<Unit> Units { get; } = [];

    public DashboardUnit? Dashboard { get; }

    public static LaunchPlan Make(
        IReadOnlyList<IResource> resources, LocalOptions options, DataDirectory data, PortBook ports, ProcessLauncher launcher, string environmentName)
    {
        AllocateEndpoints(resources, options, ports);
        var plan = new LaunchPlan(MakeDashboard(options, ports));
        var telemetry = new Telemetry(plan.Dashboard?.OtlpEndpoint);
        foreach (var resource in resources)
        {
            switch (resource)
            {
                case PostgresServerResource server:
                    plan.Add(resource, new PostgresUnit(server, Path.Combine(data.Root, server.Name), launcher) { Resource = resource });
                    break;
                case RabbitMQServerResource broker:
                    plan.AddBroker(broker, data, ports);
                    break;
                case ProjectResource project:
                    plan.Add(resource, new ProjectUnit(project, telemetry, environmentName) { Resource = resource });
                    break;
                case ExecutableResource executable:
                    plan.Add(resource, new ExecutableUnit(executable) { Resource = resource });
                    break;
            }
        }

        foreach (var (resource, unit) in plan._byResource)
        {
            foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
                plan.Order(unit, wait);
        }

        plan.RefuseCycle();
        ports.Save();
        return plan;
    }

    private static void AllocateEndpoints(IReadOnlyList<IResource> resources, LocalOptions options, PortBook ports)
    {
        // What people have bookmarked goes first: nobody else may be given the port that they know.
        var endpoints = resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (resource, endpoint)))
            .OrderByDescending(pair => pair.endpoint.IsExternal);
        foreach (var (resource, endpoint) in endpoints)
        {
            var name = $"{resource.Name}/{endpoint.Name}";
            endpoint.AllocatedPort = endpoint is { IsExternal: true, Name: EndpointAnnotation.Http } && options.RequestedPort(resource.Name) is { } requested
                ? ports.ClaimRequested(name, requested)
                : ports.Claim(name, endpoint.IsExternal ? endpoint.Port : null);
        }
    }

    private static DashboardUnit? MakeDashboard(LocalOptions options, PortBook ports)
    {
        const string Name = DashboardUnit.UnitName;
        return options.Dashboard && AspireCli.Find(options) is { } cli
            ? new DashboardUnit(cli, Path.Combine(options.ToolsDirectory, "aspire-home"), ports.Claim($"{Name}/ui"), ports.Claim($"{Name}/otlp-grpc"), ports.Claim($"{Name}/otlp-http"))
            : null;
    }

    private void Add(IResource resource, Unit unit)
    {
        Units.Add(unit);
        _byResource[resource] = unit;
    }

    private void AddBroker(RabbitMQServerResource broker, DataDirectory data, PortBook ports)
    {
        var node = new RabbitMqNode(broker, data.Folder(broker.Name), ports.Claim($"{broker.Name}/epmd"), ports.Claim($"{broker.Name}/distribution"));
        var epmd = new EpmdUnit(node);
        var unit = new RabbitMqUnit(node) { Resource = broker };
        unit.Dependencies.Add(new Dependency(epmd, CompletedWith: null));
        Units.Add(epmd);
        Add(broker, unit);
    }

    private void Order(Unit unit, WaitAnnotation wait)
    {
        foreach (var on in UnitsBehind(wait.Resource))
        {
            var completion = wait.WaitType == WaitType.WaitForCompletion;
            on.IsJob |= completion;
            unit.Dependencies.Add(new Dependency(on, completion ? wait.ExitCode : null));
        }
    }

    /// <summary>Waiting for a database is waiting for its server; waiting for a connection string, for what it is made of.</summary>
    private IEnumerable<Unit> UnitsBehind(IResource resource) => resource switch
    {
        _ when _byResource.TryGetValue(resource, out var unit) => [unit],
        PostgresDatabaseResource database => UnitsBehind(database.Parent),
        IResourceWithConnectionString text => ResourcesIn(text.ConnectionStringExpression).SelectMany(UnitsBehind).Distinct(),
        _ => [],
    };

    private static IEnumerable<IResource> ResourcesIn(ReferenceExpression expression) => expression.ValueProviders.SelectMany(IEnumerable<IResource> (value) => value switch
    {
        EndpointReference endpoint => [endpoint.Resource],
        EndpointReferenceExpression part => [part.Endpoint.Resource],
        ReferenceExpression inner => ResourcesIn(inner),
        ParameterResource => [],
        IResource resource => [resource],
        _ => [],
    });

    /// <summary>A circle of waits would be a start that hangs without a word.</summary>
    private void RefuseCycle()
    {
        var settled = new HashSet<Unit>();
        while (Units.Find(unit => !settled.Contains(unit) && unit.Dependencies.TrueForAll(d => settled.Contains(d.On))) is { } next)
            settled.Add(next);
        if (settled.Count < Units.Count)
            throw new DistributedApplicationException($"These wait for each other and none could ever start: {string.Join(", ", Units.Except(settled).Select(unit => unit.Name))}.");
    }
}
