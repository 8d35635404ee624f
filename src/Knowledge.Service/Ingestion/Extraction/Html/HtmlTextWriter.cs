using System.Text;
using AngleSharp.Dom;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Html;

/// <summary>Writes elements as a reader sees them: blocks with a blank line between them, white space collapsed, table cells separated by bars.</summary>
internal sealed class HtmlTextWriter(Func<IElement, bool> isSkipped)
{
    // Stands for a line break of the page until white space is collapsed.
    private const char Break = '\v';

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _inline = new();
    private readonly HeadingTrail _trail = new();

    public List<TextBlock> Blocks { get; } = [];

    public string Text => _text.ToString();

    public int Length => _text.Length;

    public void Write(IElement root)
    {
        WriteElement(root, BlockKind.Paragraph);
        Flush(BlockKind.Paragraph);
    }

    /// <summary>The text with single spaces, line breaks kept, without invisible characters.</summary>
    public static string Collapsed(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\u00AD' or '\u200B' or '\uFEFF' or '\0')
                continue;

            var isBreak = c == Break;
            if (!isBreak && !char.IsWhiteSpace(c))
                result.Append(c);
            else if (result.Length == 0 || result[^1] == '\n')
                continue;
            else if (isBreak)
                result.Replace(' ', '\n', result.Length - 1, result[^1] == ' ' ? 1 : 0).Append(result[^1] == '\n' ? "" : "\n");
            else if (result[^1] != ' ')
                result.Append(' ');
        }

        return result.ToString().Trim();
    }

    private void WriteElement(IElement element, BlockKind kind)
    {
        switch (element.LocalName)
        {
            case "br":
                if (EndsWithBreak())
                    Flush(kind);
                else
                    _inline.Append(Break);
                return;
            case "pre":
                Flush(kind);
                _inline.Append(element.TextContent);
                Flush(BlockKind.Code);
                return;
            case ['h', >= '1' and <= '6' and var level]:
                Flush(kind);
                WriteChildren(element, BlockKind.Heading);
                FlushHeading(level - '0');
                return;
            case "table" when IsDataTable(element):
                Flush(kind);
                WriteRows(element);
                return;
        }

        var isBlock = IsBlock(element.LocalName);
        var inner = element.LocalName switch { "li" => BlockKind.ListItem, "blockquote" => BlockKind.Quote, _ => kind };
        if (isBlock)
            Flush(kind);
        WriteChildren(element, inner);
        if (isBlock)
            Flush(inner);
    }

    private void WriteChildren(INode parent, BlockKind kind)
    {
        foreach (var node in parent.ChildNodes)
            if (node is IText text)
                _inline.Append(text.Data.Replace(Break, ' '));
            else if (node is IElement element && !isSkipped(element))
                WriteElement(element, kind);
    }

    private void WriteRows(IElement table)
    {
        foreach (var caption in table.Children.Where(child => child.LocalName == "caption"))
        {
            WriteChildren(caption, BlockKind.Paragraph);
            Flush(BlockKind.Paragraph);
        }

        foreach (var row in table.QuerySelectorAll("tr"))
        {
            var cells = row.Children.Where(cell => cell.LocalName is "td" or "th" && !isSkipped(cell)).Select(CellText).ToList();
            if (cells.TrueForAll(cell => cell.Length == 0))
                continue;

            _inline.AppendJoin(" | ", cells);
            Flush(BlockKind.TableRow);
        }
    }

    private string CellText(IElement cell)
    {
        WriteChildren(cell, BlockKind.TableRow);
        var text = Collapsed(_inline.ToString().Replace(Break, ' '));
        _inline.Clear();
        return text;
    }

    /// <summary>A table that holds values; one that only lays out the page is a container like any other.</summary>
    private static bool IsDataTable(IElement table) =>
        table.GetAttribute("role") is not ("presentation" or "none")
        && table.QuerySelector("table, p + p, div, h1, h2, h3, h4, ul, ol, pre, blockquote") is null
        && table.QuerySelectorAll("tr").Any(row => row.Children.Length > 1);

    /// <summary>Two breaks in a row separate paragraphs on pages from before paragraphs.</summary>
    private bool EndsWithBreak()
    {
        for (var at = _inline.Length - 1; at >= 0; at--)
            if (_inline[at] == Break || !char.IsWhiteSpace(_inline[at]))
                return _inline[at] == Break;
        return false;
    }

    private void FlushHeading(int level)
    {
        if (Collapsed(_inline.ToString()) is { Length: > 0 } heading)
            _trail.Enter(level, heading);
        Flush(BlockKind.Heading);
    }

    private void Flush(BlockKind kind)
    {
        if (_inline.Length == 0)
            return;

        var raw = _inline.ToString();
        _inline.Clear();
        var content = kind == BlockKind.Code ? raw.Replace("\0", "", StringComparison.Ordinal).Trim('\n', '\r').TrimEnd() : Collapsed(raw);
        if (string.IsNullOrWhiteSpace(content))
            return;

        if (_text.Length > 0)
            _text.Append("\n\n");
        Blocks.Add(new TextBlock(_text.Length, _text.Length + content.Length, kind, _trail.Path));
        _text.Append(content);
    }

    private static bool IsBlock(string name) => name is
        "address" or "article" or "aside" or "blockquote" or "body" or "caption" or "center" or "dd" or "details" or "dialog" or "div" or "dl" or "dt"
        or "fieldset" or "figcaption" or "figure" or "footer" or "form" or "header" or "hgroup" or "hr" or "legend" or "li" or "main" or "nav" or "ol" or "p"
        or "section" or "summary" or "table" or "tbody" or "td" or "tfoot" or "th" or "thead" or "tr" or "ul";
}
