using System.Text.Json.Serialization;
using TwinPlatform.Vectors.Local.Indexes;

namespace TwinPlatform.Vectors.Local.ControlPlane;

/// <summary>An index in an answer.</summary>
/// <remarks>The host has a scheme and a path: clients put <c>https://</c> only before a host without a scheme, and every index here is a path of one address.</remarks>
internal sealed record WireIndex(
    string Name,
    int? Dimension,
    string Metric,
    string Host,
    [property: JsonPropertyName("vector_type")] string VectorType,
    [property: JsonPropertyName("deletion_protection")] string DeletionProtection,
    IReadOnlyDictionary<string, string>? Tags,
    WireIndexSpec Spec,
    WireIndexStatus Status)
{
    private static readonly WireReadCapacity OnDemand = new("OnDemand", new WireReadCapacityStatus("Ready"));

    public static WireIndex Of(IndexDefinition index, HttpRequest request) => new(
        index.Name,
        index.Form.Dimension,
        index.Form.Metric.ToWire(),
        $"{request.Scheme}://{request.Host}{request.PathBase}/indexes/{index.Name}",
        index.Form.VectorType.ToWire(),
        Protection.Write(index.DeletionProtection),
        index.Tags.Count == 0 ? null : index.Tags,
        new WireIndexSpec(new WireServerless(index.Cloud, index.Region, OnDemand)),
        index.IsTerminating ? new WireIndexStatus(false, "Terminating") : new WireIndexStatus(true, "Ready"));
}

internal sealed record WireIndexSpec(WireServerless Serverless);

internal sealed record WireServerless(string Cloud, string Region, [property: JsonPropertyName("read_capacity")] WireReadCapacity ReadCapacity);

internal sealed record WireReadCapacity(string Mode, WireReadCapacityStatus Status);

internal sealed record WireReadCapacityStatus(string State);

internal sealed record WireIndexStatus(bool Ready, string State);

/// <summary>Whether an index may be deleted, in Pinecone's words.</summary>
internal static class Protection
{
    private const string Enabled = "enabled";
    private const string Disabled = "disabled";

    public static string Write(bool isProtected) => isProtected ? Enabled : Disabled;

    /// <summary>What is wrong with it, or null.</summary>
    public static string? WhyNot(string? given) => given is null or Enabled or Disabled ? null : $"deletion_protection must be {Enabled} or {Disabled}";

    public static bool Read(string? given, bool otherwise) => given is null ? otherwise : given == Enabled;
}
