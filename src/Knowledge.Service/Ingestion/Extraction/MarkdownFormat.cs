using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Syntax;

namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Markdown. The text is the file itself, so that a quote stands in it word for word; the parser only says where the blocks are.</summary>
internal sealed class MarkdownFormat : IDocumentFormat
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UseGridTables()
        .UseFootnotes()
        .Use<WithoutLinksAndEmphasis>()
        .Build();

    public bool Recognises(DocumentProbe probe)
    {
        if (probe.IsNamed("md", "markdown", "mdown", "mkd") || probe.IsDeclared("text/markdown", "text/x-markdown"))
            return true;
        return MarkdownSigns.Count(probe.Text) >= 2;
    }

    public ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace)
    {
        var text = probe.Text;
        if (text.Length > limits.MaxCharacters)
            throw ExtractionRefusedException.TextTooLong(limits.MaxCharacters);

        MarkdownDocument parsed;
        try
        {
            parsed = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's answer to elements nested too deep. The text is all there; only the structure is lost.
            return new ExtractedDocument(text, "text/markdown", Title: null, PlainTextFormat.BlocksOf(text));
        }

        pace.PartDone();
        var reader = new Reader(text);
        reader.Read(parsed, BlockKind.Paragraph);
        return new ExtractedDocument(text, "text/markdown", reader.Title, reader.Blocks);
    }

    private sealed class Reader(string text)
    {
        private readonly HeadingTrail _trail = new();

        public List<TextBlock> Blocks { get; } = [];

        public string? Title { get; private set; }

        /// <summary>Reads the blocks of a container, whose paragraphs are of the kind that the container gives them.</summary>
        public void Read(ContainerBlock container, BlockKind paragraphKind)
        {
            foreach (var block in container)
                switch (block)
                {
                    case YamlFrontMatterBlock frontMatter:
                        Title = TitleIn(text.AsSpan(frontMatter.Span.Start, frontMatter.Span.Length));
                        break;
                    case HeadingBlock { Inline: { } inline } heading:
                        ReadHeading(heading.Level, inline.Span);
                        break;
                    case CodeBlock code:
                        Add(code.Span, BlockKind.Code);
                        break;
                    case HtmlBlock html:
                        if (html.Type is not (HtmlBlockType.Comment or HtmlBlockType.ScriptPreOrStyle))
                            Add(html.Span, paragraphKind);
                        break;
                    case Table table:
                        foreach (var row in table)
                            Add(row.Span, BlockKind.TableRow);
                        break;
                    case LinkReferenceDefinitionGroup or ThematicBreakBlock:
                        break;
                    case ContainerBlock inner:
                        Read(inner, inner switch { QuoteBlock => BlockKind.Quote, ListItemBlock => BlockKind.ListItem, _ => paragraphKind });
                        break;
                    default:
                        Add(block.Span, paragraphKind);
                        break;
                }
        }

        private void ReadHeading(int level, SourceSpan span)
        {
            if (span.IsEmpty)
                return;

            var heading = MarkdownSigns.WithoutMarkup(text.AsSpan(span.Start, span.Length));
            _trail.Enter(level, heading);
            Title ??= level == 1 ? _trail.Path[^1] : null;
            Add(span, BlockKind.Heading);
        }

        private void Add(SourceSpan span, BlockKind kind)
        {
            var (start, end) = (Math.Max(span.Start, Blocks.Count > 0 ? Blocks[^1].End : 0), Math.Min(span.End + 1, text.Length));
            while (start < end && char.IsWhiteSpace(text[start]))
                start++;
            while (end > start && char.IsWhiteSpace(text[end - 1]))
                end--;
            if (end > start)
                Blocks.Add(new TextBlock(start, end, kind, _trail.Path));
        }

        private static string? TitleIn(ReadOnlySpan<char> frontMatter)
        {
            foreach (var line in frontMatter.EnumerateLines())
                if (line.StartsWith("title:", StringComparison.OrdinalIgnoreCase) && line[6..].Trim().Trim("\"'") is { IsEmpty: false } title)
                    return title.ToString();
            return null;
        }
    }

    /// <summary>Only blocks are read, and looking for links and emphasis takes time that grows with the square of what a hostile file holds of their marks.</summary>
    private sealed class WithoutLinksAndEmphasis : IMarkdownExtension
    {
        public void Setup(MarkdownPipelineBuilder pipeline) =>
            pipeline.InlineParsers.RemoveAll(parser => parser is LinkInlineParser or EmphasisInlineParser or AutolinkInlineParser);

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
        {
        }
    }
}
