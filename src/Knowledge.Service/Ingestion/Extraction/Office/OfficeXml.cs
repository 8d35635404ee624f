using System.Xml;
using System.Xml.Linq;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Office;

/// <summary>Reads XML by local names, since office documents come in two sets of namespaces (transitional and strict) that mean the same.</summary>
internal static class OfficeXml
{
    /// <summary>Reads the element at which the reader stands, with all inside it, and moves behind it.</summary>
    public static XElement ReadElement(this XmlReader reader, ExtractionLimits limits)
    {
        var outermost = reader.Depth;
        XElement? root = null, open = null;
        while (true)
        {
            var isEnd = reader.NodeType == XmlNodeType.EndElement;
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (reader.Depth > limits.MaxNesting)
                    throw ExtractionRefusedException.NestedTooDeep(limits.MaxNesting);

                isEnd = reader.IsEmptyElement;
                var element = ElementAt(reader);
                open?.Add(element);
                root ??= element;
                open = isEnd ? open : element;
            }
            else if (isEnd)
                open = open?.Parent;
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                open?.Add(new XText(reader.Value));

            var isDone = isEnd && reader.Depth == outermost;
            reader.Read();
            if (isDone)
                return root!;
        }
    }

    /// <summary>A small part as a whole.</summary>
    public static XElement ReadAll(this OfficePackage package, string part, ExtractionLimits limits)
    {
        using var reader = package.Read(part);
        reader.MoveToContent();
        return reader.ReadElement(limits);
    }

    public static XElement? Child(this XElement? element, string localName) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == localName);

    public static IEnumerable<XElement> Children(this XElement? element, string localName) =>
        element?.Elements().Where(child => child.Name.LocalName == localName) ?? [];

    public static string? AttributeOf(this XElement? element, string localName) =>
        element?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == localName && !IsRelationship(attribute))?.Value;

    /// <summary>The attribute r:id, which stands beside others called id.</summary>
    public static string? RelationshipId(this XElement? element) => element?.Attributes().FirstOrDefault(IsRelationship)?.Value;

    /// <summary>Whether a switch such as <c>&lt;b/&gt;</c> is there and not turned off.</summary>
    public static bool IsOn(this XElement? element, string localName) =>
        element.Child(localName) is { } found && found.AttributeOf("val") is not ("0" or "false" or "off");

    private static XElement ElementAt(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
            if (reader.NamespaceURI != XNamespace.Xmlns.NamespaceName)
                element.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
        reader.MoveToElement();
        return element;
    }

    private static bool IsRelationship(XAttribute attribute) => attribute.Name.NamespaceName.EndsWith("/relationships", StringComparison.Ordinal);
}
