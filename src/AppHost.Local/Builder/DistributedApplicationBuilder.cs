using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using TwinPlatform.AppHost.Local.State;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder"/>
internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly List<IResource> _resources = [];
    private readonly LocalOptions _options;
    private readonly SecretStore _secrets;

    public DistributedApplicationBuilder(string[] args, Assembly? appHost)
    {
        AppHostDirectory = MetadataOf(appHost, "AppHostProjectPath") ?? Directory.GetCurrentDirectory();
        Environment = new HostingEnvironment
        {
            ApplicationName = appHost?.GetName().Name ?? "AppHost",
            ContentRootPath = AppHostDirectory,
            ContentRootFileProvider = new NullFileProvider(),
            EnvironmentName = System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development,
        };
        Configuration.SetBasePath(AppHostDirectory);
        Configuration.AddJsonFile("appsettings.json", optional: true);
        Configuration.AddJsonFile($"appsettings.{Environment.EnvironmentName}.json", optional: true);
        Configuration.AddEnvironmentVariables();
        Configuration.AddCommandLine(args, LocalOptions.Switches);
        _options = LocalOptions.Read(Configuration, MetadataOf(appHost, "AppHostWorkspace") ?? AppHostDirectory);
        _secrets = new SecretStore(_options.DataDirectory);
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    public IHostEnvironment Environment { get; }

    public IReadOnlyList<IResource> Resources => _resources;

    SecretStore IDistributedApplicationBuilder.Secrets => _secrets;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (_resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"Cannot add resource of type '{typeof(T)}' with name '{resource.Name}' because a resource with that name already exists.");

        _resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build() => new([.. _resources], _options, Environment);

    private static string? MetadataOf(Assembly? assembly, string key) => assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(data => string.Equals(data.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;

    private sealed class ResourceBuilder<T>(IDistributedApplicationBuilder builder, T resource) : IResourceBuilder<T>
        where T : IResource
    {
        public T Resource => resource;

        public IDistributedApplicationBuilder ApplicationBuilder => builder;

        public IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation)
            where TAnnotation : IResourceAnnotation
        {
            resource.Annotations.Add(annotation);
            return this;
        }
    }
}
