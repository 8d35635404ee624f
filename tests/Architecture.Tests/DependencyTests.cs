using System.Xml.Linq;
using Xunit;

namespace TwinPlatform.Architecture.Tests;

/// <summary>Who may refer to whom (R1, R2, R3, R5): one table, read against every project file under src.</summary>
public sealed class DependencyTests
{
    private static readonly string[] OfAService = ["Contracts", "Platform", "Platform.Data"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AppHost.Local"] = [],
        ["Cli"] = ["AppHost.Local", "Contracts", "Database", "Database.Proofs", "Platform.Data"], // proofs run on a server of their own, through the services' door
        ["Contracts"] = [],
        ["Database"] = [],
        ["Database.Proofs"] = ["Database", "Platform.Data"], // a million operations go through TenantDb itself
        ["Gateway"] = ["Contracts", "Platform"],
        ["Platform"] = ["Contracts"],
        ["Platform.Data"] = ["Contracts"],
        ["Vectors.Local"] = ["Platform", "Platform.Data"],
    };

    /// <summary>The hosts start programs and refer to none: what they list is built with them and not linked.</summary>
    private static readonly string[] Hosts = ["AppHost", "AppHost.Aspire"];

    /// <summary>Packages that open a door to data or models, and the projects that hold them.</summary>
    private static readonly Dictionary<string, string[]> Guarded = new()
    {
        ["Dapper"] = ["Platform.Data"],
        ["Npgsql"] = ["Platform.Data", "Database", "Database.Proofs", "AppHost.Local", "Cli"],
        ["Yarp.ReverseProxy"] = ["Gateway"],
    };

    [Fact]
    public void Every_project_refers_to_what_the_table_allows() => Assert.Empty(Repository.Projects.SelectMany(Violations));

    [Fact]
    public void Contracts_needs_nothing_but_gRPC() =>
        Assert.Equal(["Grpc.AspNetCore"], Repository.Projects.Single(project => project.Name == "Contracts").Packages);

    [Fact]
    public void The_gateway_has_no_way_to_a_database()
    {
        var settings = File.ReadAllText(Path.Combine(Repository.Root, "src/Gateway/appsettings.json"));

        Assert.DoesNotContain("ConnectionStrings", settings, StringComparison.Ordinal);
        Assert.DoesNotContain(Repository.Files("src/Gateway"), file => File.ReadAllText(file).Contains("Npgsql", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Chat.Service", "../Knowledge.Service/Knowledge.Service.csproj", "Chat.Service refers to Knowledge.Service")]
    [InlineData("Gateway", "../Platform.Data/Platform.Data.csproj", "Gateway refers to Platform.Data")]
    [InlineData("Contracts", "../Platform/Platform.csproj", "Contracts refers to Platform")]
    [InlineData("Brand.New", "../Contracts/Contracts.csproj", "Brand.New is not in the table")]
    public void A_forbidden_reference_is_seen(string project, string reference, string violation) =>
        Assert.Contains(violation, Violations(Project(project, new XElement("ProjectReference", new XAttribute("Include", reference)))));

    [Fact]
    public void A_forbidden_package_is_seen() =>
        Assert.Contains("Chat.Service has the package Dapper", Violations(Project("Chat.Service", new XElement("PackageReference", new XAttribute("Include", "Dapper")))));

    private static SourceProject Project(string name, XElement item) => SourceProject.Parse(name, new XDocument(new XElement("Project", new XElement("ItemGroup", item))));

    private static IEnumerable<string> Violations(SourceProject project)
    {
        foreach (var package in project.Packages.Where(package => Guarded.TryGetValue(package, out var holders) && !holders.Contains(project.Name)))
        {
            yield return $"{project.Name} has the package {package}";
        }

        if (Hosts.Contains(project.Name))
        {
            yield break;
        }

        var allowed = project.IsService ? OfAService : Allowed.GetValueOrDefault(project.Name);
        if (allowed is null)
        {
            yield return $"{project.Name} is not in the table";
        }

        foreach (var reference in project.References.Where(reference => allowed?.Contains(reference) is not true))
        {
            yield return $"{project.Name} refers to {reference}";
        }
    }
}
