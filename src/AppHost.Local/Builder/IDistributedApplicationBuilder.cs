using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TwinPlatform.AppHost.Local.State;

namespace Aspire.Hosting;

/// <summary>The topology under construction.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>appsettings, environment variables and the command line, the later over the earlier.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The folder of the AppHost's project; relative paths start here.</summary>
    string AppHostDirectory { get; }

    /// <summary>Development unless the environment says otherwise.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Everything added so far.</summary>
    IReadOnlyList<IResource> Resources { get; }

    internal SecretStore Secrets { get; }

    /// <summary>Adds a resource; its name must be new.</summary>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Makes a handle for a resource without adding it.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Closes the topology, ready to run.</summary>
    DistributedApplication Build();
}
