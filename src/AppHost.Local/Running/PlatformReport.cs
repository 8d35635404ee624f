using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Dashboard;
using TwinPlatform.AppHost.Local.State;

namespace TwinPlatform.AppHost.Local.Running;

/// <summary>Tells people and programs where everything is, once it is healthy.</summary>
internal sealed class PlatformReport : IDisposable
{
    private readonly PlatformFile _file;
    private readonly IReadOnlyList<IResource> _resources;
    private readonly IReadOnlyCollection<Supervisor> _supervisors;
    private readonly SemaphoreSlim _writing = new(1);
    private DashboardUnit? _dashboard;
    private bool _published;

    public PlatformReport(string dataDirectory, IReadOnlyList<IResource> resources, IReadOnlyCollection<Supervisor> supervisors, DashboardUnit? dashboard)
    {
        _file = new PlatformFile(dataDirectory);
        _file.Remove();
        _resources = resources;
        _supervisors = supervisors;
        _dashboard = dashboard;
    }

    private string? Gateway => _resources.SelectMany(EndpointsOf)
        .FirstOrDefault(endpoint => endpoint.Annotation.IsExternal && endpoint.EndpointName == EndpointAnnotation.Http)?.Url;

    /// <summary>Fails on the first value that configuration owes, before anything is started.</summary>
    public static async Task CheckInputsAsync(IEnumerable<IResource> resources, CancellationToken ct)
    {
        foreach (var value in resources.Where(resource => resource is ParameterResource or IResourceWithConnectionString).Cast<IValueProvider>())
            await value.GetValueAsync(ct);
    }

    public async Task PublishAsync(CancellationToken ct)
    {
        _published = true;
        await RefreshAsync(ct);
    }

    public Task WithoutDashboardAsync(CancellationToken ct)
    {
        _dashboard = null;
        return RefreshAsync(ct);
    }

    /// <summary>Writes the file anew; nothing before it was published and after it was withdrawn.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            if (_published)
                _file.Write(await DescribeAsync(ct));
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Withdraw()
    {
        _published = false;
        _file.Remove();
    }

    /// <summary>What a person may want to open.</summary>
    public IEnumerable<(string Title, string Text)> Links()
    {
        foreach (var resource in _resources)
        {
            foreach (var endpoint in EndpointsOf(resource).Where(endpoint => endpoint.Annotation.IsExternal))
                yield return (resource.Name, endpoint.Url);
            foreach (var link in resource.Annotations.OfType<EndpointUrlAnnotation>())
            {
                var url = link.Callback(link.Endpoint);
                yield return (url.DisplayText ?? resource.Name, new Uri(new Uri(link.Endpoint.Url), url.Url).ToString());
            }
        }

        if (_dashboard is not null)
            yield return (_dashboard.Name, _dashboard.Url);
    }

    public void Dispose() => _writing.Dispose();

    private static IEnumerable<EndpointReference> EndpointsOf(IResource resource) => resource is IResourceWithEndpoints listener
        ? resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(listener, endpoint.Name))
        : [];

    private async Task<PlatformDescription> DescribeAsync(CancellationToken ct)
    {
        var resources = new Dictionary<string, ResourceDescription>();
        var parameters = new Dictionary<string, string>();
        foreach (var resource in _resources)
        {
            if (resource is ParameterResource parameter)
                parameters[parameter.Name] = await parameter.GetValueAsync(ct) ?? "";
            else
                resources[resource.Name] = await DescribeAsync(resource, ct);
        }

        return new(Environment.ProcessId, Gateway, _dashboard?.Url, resources, parameters);
    }

    private async Task<ResourceDescription> DescribeAsync(IResource resource, CancellationToken ct)
    {
        var endpoints = EndpointsOf(resource).ToDictionary(endpoint => endpoint.EndpointName, endpoint => endpoint.Url);
        var connectionString = resource is IResourceWithConnectionString text ? await text.GetConnectionStringAsync(ct) : null;
        var pid = _supervisors.FirstOrDefault(supervisor => supervisor.Unit.Resource == resource)?.Pid;
        return new(TypeOf(resource), pid, endpoints.Count > 0 ? endpoints : null, connectionString);
    }

    private static string TypeOf(IResource resource) => resource switch
    {
        ProjectResource => "project",
        ExecutableResource => "executable",
        PostgresServerResource => "postgres",
        PostgresDatabaseResource => "database",
        RabbitMQServerResource => "rabbitmq",
        _ => "connection-string",
    };
}
