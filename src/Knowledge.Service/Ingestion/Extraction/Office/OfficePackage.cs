using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Office;

/// <summary>An archive of XML parts that refer to each other: what docx, pptx and xlsx are.</summary>
/// <remarks>
/// What kind of document it is says the root element of its main part; the content types, which hostile and hand-made files get wrong, are not asked.
/// Parts are read as streams, never as a whole, and what they unpack to is counted over all of them.
/// </remarks>
internal sealed class OfficePackage : IDisposable
{
    private static readonly string[] UsualMainParts = ["word/document.xml", "ppt/presentation.xml", "xl/workbook.xml"];

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _parts;
    private readonly ExtractionLimits _limits;
    private long _unpacked;

    private OfficePackage(ZipArchive archive, ExtractionLimits limits)
    {
        _archive = archive;
        _limits = limits;
        _parts = archive.Entries.ToDictionary(entry => entry.FullName.Replace('\\', '/'), StringComparer.OrdinalIgnoreCase);
        MainPart = RelationshipsOf("").FirstOrDefault(relationship => relationship.Kind == "officeDocument")?.Target is { } main && Has(main)
            ? main
            : UsualMainParts.FirstOrDefault(Has);
        MainElement = MainPart is not null && MainPart.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? RootOf(MainPart) : null;
    }

    /// <summary>The part that all others hang on; null when the archive is no office document.</summary>
    public string? MainPart { get; }

    /// <summary>The local name of its root element.</summary>
    public string? MainElement { get; }

    public static OfficePackage Open(ReadOnlyMemory<byte> bytes, ExtractionLimits limits)
    {
        ZipDirectory.RefuseUnsafe(bytes.Span, limits);
        var array = MemoryMarshal.TryGetArray(bytes, out var segment) ? segment : bytes.ToArray();
        try
        {
            return new OfficePackage(new ZipArchive(new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)), limits);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or ArgumentException)
        {
            throw ExtractionRefusedException.OfficeBroken(e);
        }
    }

    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>Opens a part. The reader throws <see cref="XmlException"/> and <see cref="InvalidDataException"/> where it is damaged.</summary>
    public XmlReader Read(string part) => XmlReader.Create(OpenCounted(part), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });

    /// <summary>The beginning of a member that is not XML.</summary>
    public string HeadOf(string part)
    {
        using var reader = new StreamReader(OpenCounted(part));
        var head = new char[100];
        return new string(head, 0, reader.ReadBlock(head));
    }

    /// <summary>What a part refers to inside the package; empty for the package's own.</summary>
    public IReadOnlyList<Relationship> RelationshipsOf(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var name = $"{part[..slash]}_rels/{part[slash..]}.rels";
        if (!Has(name))
            return [];

        var found = new List<Relationship>();
        using var reader = Read(name);
        while (reader.Read())
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship" && reader.GetAttribute("TargetMode") != "External")
                found.Add(new Relationship(
                    reader.GetAttribute("Id") ?? "",
                    (reader.GetAttribute("Type") ?? "").Split('/')[^1],
                    Resolve(part[..slash], reader.GetAttribute("Target") ?? "")));
        return found;
    }

    public void Dispose() => _archive.Dispose();

    private string? RootOf(string part)
    {
        using var reader = Read(part);
        return reader.MoveToContent() == XmlNodeType.Element ? reader.LocalName : null;
    }

    private CountedStream OpenCounted(string part) => _parts.TryGetValue(part, out var entry)
        ? new CountedStream(entry.Open(), Count)
        : throw ExtractionRefusedException.OfficeBroken();

    private void Count(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > _limits.MaxUnpackedBytes)
            throw ExtractionRefusedException.UnpacksTooLarge(_limits.MaxUnpackedBytes);
    }

    /// <summary>A target is relative to the folder of its part, or absolute. One that leaves the package names no part and is not found.</summary>
    private static string Resolve(string folder, string target)
    {
        var path = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', '\\'))
            if (step == ".." && path.Count > 0)
                path.RemoveAt(path.Count - 1);
            else if (step is not ("" or "." or ".."))
                path.Add(step);
        return string.Join('/', path);
    }
}

/// <summary>That one part refers to another.</summary>
/// <param name="Id">What the part calls it.</param>
/// <param name="Kind">The last word of its type: "slide", "footnotes", …</param>
/// <param name="Target">The name of the other part.</param>
internal sealed record Relationship(string Id, string Kind, string Target);
