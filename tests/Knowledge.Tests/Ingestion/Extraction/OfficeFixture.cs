using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Wordprocessing;
using Header = DocumentFormat.OpenXml.Wordprocessing.Header;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction;

/// <summary>Small office documents, written by the Open XML SDK, which knows nothing of how we read them.</summary>
internal static class OfficeFixture
{
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private const string P = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";
    private const string S = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    public static byte[] Word(string body, string? styles = null, string? numbering = null, string? footnotes = null)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new Document($"<w:document {W}><w:body>{body}</w:body></w:document>");
            main.AddNewPart<HeaderPart>().Header = new Header($"<w:hdr {W}><w:p><w:r><w:t>Printed on every page</w:t></w:r></w:p></w:hdr>");
            if (styles is not null)
                main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles($"<w:styles {W}>{styles}</w:styles>");
            if (numbering is not null)
                main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering($"<w:numbering {W}>{numbering}</w:numbering>");
            if (footnotes is not null)
                main.AddNewPart<FootnotesPart>().Footnotes = new Footnotes($"<w:footnotes {W}>{footnotes}</w:footnotes>");
        }

        return stream.ToArray();
    }

    /// <summary>A paragraph in a style.</summary>
    public static string Paragraph(string text, string? style = null, string properties = "") =>
        $"<w:p><w:pPr>{(style is null ? "" : $"<w:pStyle w:val=\"{style}\"/>")}{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    public static byte[] Slides(params FixtureSlide[] slides)
    {
        using var stream = new MemoryStream();
        using (var document = PresentationDocument.Create(stream, PresentationDocumentType.Presentation))
        {
            var main = document.AddPresentationPart();
            var ids = new StringBuilder();
            foreach (var slide in slides)
            {
                var part = main.AddNewPart<SlidePart>();
                part.Slide = new Slide($"<p:sld {P}{(slide.IsHidden ? " show=\"0\"" : "")}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{slide.Shapes}</p:spTree></p:cSld></p:sld>");
                if (slide.Notes is not null)
                    part.AddNewPart<NotesSlidePart>().NotesSlide = new NotesSlide($"<p:notes {P}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{Shape("body", slide.Notes)}{Shape("sldNum", "7")}</p:spTree></p:cSld></p:notes>");
                ids.Append(CultureInfo.InvariantCulture, $"<p:sldId id=\"{256 + ids.Length}\" r:id=\"{main.GetIdOfPart(part)}\"/>");
            }

            main.Presentation = new Presentation($"<p:presentation {P} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><p:sldIdLst>{ids}</p:sldIdLst><p:notesSz cx=\"1\" cy=\"1\"/></p:presentation>");
        }

        return stream.ToArray();
    }

    /// <summary>A shape with a paragraph for each text.</summary>
    public static string Shape(string? placeholder, params string[] texts) =>
        $"<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"\"/><p:cNvSpPr/><p:nvPr>{(placeholder is null ? "" : $"<p:ph type=\"{placeholder}\"/>")}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>"
        + string.Concat(texts.Select(text => $"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>")) + "</p:txBody></p:sp>";

    public static byte[] Workbook(string? styles, string? sharedStrings, params FixtureSheet[] sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var main = document.AddWorkbookPart();
            if (styles is not null)
                main.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet($"<styleSheet {S}>{styles}</styleSheet>");
            if (sharedStrings is not null)
                main.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable($"<sst {S}>{sharedStrings}</sst>");
            var names = new StringBuilder();
            foreach (var sheet in sheets)
            {
                var part = main.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet($"<worksheet {S}><sheetData>{sheet.Rows}</sheetData>{sheet.Rest}</worksheet>");
                names.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{sheet.Name}\" sheetId=\"{names.Length + 1}\" {(sheet.IsHidden ? "state=\"hidden\"" : "")} r:id=\"{main.GetIdOfPart(part)}\"/>");
            }

            main.Workbook = new Workbook($"<workbook {S} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{names}</sheets></workbook>");
        }

        return stream.ToArray();
    }

    /// <summary>A row of texts and numbers; empty strings are cells that are not there.</summary>
    public static string Row(int number, params object[] cells) => $"<row r=\"{number}\">" + string.Concat(cells.Select((cell, column) => cell switch
    {
        "" => "",
        string text => $"<c r=\"{(char)('A' + column)}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>",
        (double value, int style) => FormattableString.Invariant($"<c r=\"{(char)('A' + column)}{number}\" s=\"{style}\"><v>{value}</v></c>"),
        _ => FormattableString.Invariant($"<c r=\"{(char)('A' + column)}{number}\"><v>{cell}</v></c>"),
    })) + "</row>";
}

internal sealed record FixtureSlide(string Shapes, string? Notes = null, bool IsHidden = false);

internal sealed record FixtureSheet(string Name, string Rows, bool IsHidden = false, string Rest = "");
