using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Projects;

namespace Aspire.Hosting;

/// <summary>What is known about a project at build time; the classes of namespace <c>Projects</c> are generated from the project references.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The project file.</summary>
    string ProjectPath { get; }

    /// <summary>What the build made of it.</summary>
    string AssemblyPath { get; }
}

/// <summary>Projects of this repository in the topology.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Runs a project of this repository; its endpoints come from its own configuration.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var project = new TProject();
        var profile = ProjectProfile.Read(Path.GetDirectoryName(project.ProjectPath)!, builder.Environment.EnvironmentName);
        var resource = builder.AddResource(new ProjectResource(name)).WithAnnotation<IProjectMetadata>(project).WithAnnotation(profile);
        foreach (var endpoint in profile.Endpoints)
            resource.WithAnnotation(endpoint);
        return resource;
    }
}
