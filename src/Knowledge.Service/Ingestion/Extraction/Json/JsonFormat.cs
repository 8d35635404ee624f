using System.Text;
using System.Text.Json;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Json;

/// <summary>JSON and JSON Lines, as text that a person can read and quote.</summary>
internal sealed class JsonFormat : IDocumentFormat
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public bool Recognises(DocumentProbe probe)
    {
        var text = probe.Text.AsSpan().TrimStart();
        if (text is not (['{', ..] or ['[', ..]))
            return false;
        return probe.IsNamed("json", "jsonl", "ndjson") || probe.IsDeclared("application/json", "application/x-ndjson") || IsJson(FirstLineOr(text));
    }

    public ExtractedDocument Extract(DocumentProbe probe, ExtractionLimits limits, ReadingPace pace)
    {
        if (probe.Text.Length > limits.MaxCharacters)
            throw ExtractionRefusedException.TextTooLong(limits.MaxCharacters);

        RefuseDeep(probe.Text, limits);
        var writer = new BlockWriter(limits, pace);
        var text = new JsonText(writer);
        try
        {
            using var document = JsonDocument.Parse(probe.Text, Options(limits));
            text.Write(document.RootElement);
        }
        catch (JsonException e)
        {
            if (!WriteLines(probe.Text, text, limits))
                throw ExtractionRefusedException.JsonBroken(e);
        }

        return writer.Finish("application/json", text.Title);
    }

    /// <returns>Whether each line is a document of its own.</returns>
    private static bool WriteLines(string text, JsonText written, ExtractionLimits limits)
    {
        var lines = new List<JsonDocument>();
        try
        {
            foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                lines.Add(JsonDocument.Parse(line, Options(limits)));
            lines.ForEach(line => written.WriteElement(line.RootElement));
            return lines.Count > 1;
        }
        catch (JsonException)
        {
            return false;
        }
        finally
        {
            lines.ForEach(line => line.Dispose());
        }
    }

    /// <summary>The parser would refuse it too, but in words that do not tell depth from damage.</summary>
    private static void RefuseDeep(string text, ExtractionLimits limits)
    {
        var depth = 0;
        for (var at = text.AsSpan().IndexOfAny("{[}]\""); at >= 0 && at < text.Length; at++)
            switch (text[at])
            {
                case '{' or '[':
                    if (++depth > limits.MaxNesting)
                        throw ExtractionRefusedException.NestedTooDeep(limits.MaxNesting);
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case '"':
                    for (at++; at < text.Length && text[at] != '"'; at++)
                        at += text[at] == '\\' ? 1 : 0;
                    break;
            }
    }

    private static JsonDocumentOptions Options(ExtractionLimits limits) => Lenient with { MaxDepth = limits.MaxNesting + 1 };

    /// <summary>Of JSON Lines the first line, else everything.</summary>
    private static ReadOnlySpan<char> FirstLineOr(ReadOnlySpan<char> text)
    {
        var line = text.IndexOf('\n') is > 0 and var end ? text[..end].TrimEnd() : text;
        return line.Length > 2 && line[^1] is '}' or ']' && IsJson(line) ? line : text;
    }

    private static bool IsJson(ReadOnlySpan<char> text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.ToArray()), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
