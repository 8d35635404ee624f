using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Other programs in the topology.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Runs a program; a relative <paramref name="workingDirectory"/> starts at the AppHost's folder.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args) =>
        builder.AddResource(new ExecutableResource(name, command, Path.GetFullPath(workingDirectory, builder.AppHostDirectory))).WithArgs(args ?? []);

    /// <summary>Adds command line arguments.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs => builder.WithAnnotation(new ArgumentsAnnotation(args));
}
