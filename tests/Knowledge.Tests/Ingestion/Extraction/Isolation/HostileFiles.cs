using System.Text;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction.Isolation;

/// <summary>Files that are made to hurt who reads them, or that hold nothing to read. Each is made when it is needed.</summary>
internal static class HostileFiles
{
    private const long TooMuch = 300_000_000;
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    public static IEnumerable<(string Name, Func<byte[]> Make)> All => [.. Archives, .. OfficeParts, .. HostilePdfs.All, .. Texts, .. Foreign];

    private static IEnumerable<(string Name, Func<byte[]> Make)> Archives =>
    [
        ("zip: a name that leaves the archive", () => Word("../../etc/passwd")),
        ("zip: an absolute name", () => Word("/etc/passwd")),
        ("zip: a name with a drive", () => Word("C:\\windows\\system.ini")),
        ("zip: backwards out of the archive", () => Word("word\\..\\..\\evil.xml")),
        ("zip: one name twice", () => Word("word/DOCUMENT.xml")),
        ("zip: more members than it has", () => Word("x").WithEnd(10, 65_000, 2)),
        ("zip: a million members", () => Word("x").WithEnd(10, 65_535, 2)),
        ("zip: twenty thousand members", () => ZipFixture.Of([.. Enumerable.Range(0, 20_000).Select(i => ($"p{i}.xml", "<a/>"))])),
        ("zip: members that overlap", () => Word("a.xml", "b.xml").With(1, (42, 0, 4))),
        ("zip: a member that reaches into the directory", () => Word("a.xml").With(0, (20, 100_000, 4))),
        ("zip: a member behind the end", () => Word("a.xml").With(0, (42, 100_000_000, 4))),
        ("zip: a directory behind the end", () => Word("a.xml").WithEnd(16, 100_000_000, 4)),
        ("zip: a size that lies", () => Word("a.xml").With(1, (24, 10, 4))),
        ("zip: a password", () => Word("a.xml").With(0, (8, 1, 2))),
        ("zip: an unusual compression", () => Word("a.xml").With(0, (10, 99, 2))),
        ("zip: cut in the middle", () => Word("a.xml")[..120]),
        ("zip: no end", () => [.. "PK\x03\x04"u8, .. new byte[500]]),
        ("zip: an archive of texts", () => ZipFixture.Of(("readme.txt", "Hello"))),
        ("zip: an archive in an archive", () => ZipFixture.Of(("inner.docx", "PK"), ("[Content_Types].xml", "<Types/>"))),
        ("zip: an OpenDocument file", () => ZipFixture.Of(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>"))),
        ("zip: content types that lie", () => ZipFixture.Of(("[Content_Types].xml", "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"), ("word/document.xml", "<html/>"))),
        ("zip: a main part outside", () => ZipFixture.Of(("_rels/.rels", "<Relationships><Relationship Id=\"1\" Type=\"x/officeDocument\" Target=\"../../../etc/passwd\"/></Relationships>"))),
    ];

    private static IEnumerable<(string Name, Func<byte[]> Make)> OfficeParts =>
    [
        ("docx: a text that does not end", () => ZipFixture.Endless("word/document.xml", $"<w:document {W}><w:body><w:p><w:r><w:t>", "endless ", TooMuch, "</w:t></w:r></w:p></w:body></w:document>")),
        ("docx: runs without end in one paragraph", () => ZipFixture.Endless("word/document.xml", $"<w:document {W}><w:body><w:p>", "<w:r><w:t>a</w:t></w:r>", TooMuch, "</w:p></w:body></w:document>")),
        ("docx: empty paragraphs without end", () => ZipFixture.Endless("word/document.xml", $"<w:document {W}><w:body>", "<w:p/>", TooMuch, "</w:body></w:document>")),
        ("docx: styles without end", () => ZipFixture.Endless("word/styles.xml", $"<w:styles {W}>", "<w:style w:styleId=\"a\"/>", TooMuch, "</w:styles>", ("word/document.xml", Body("Hello")), ("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"1\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>"))),
        ("docx: attributes without end", () => Document($"<w:p {string.Join(' ', Enumerable.Range(0, 300_000).Select(i => $"a{i}=\"\""))}/>")),
        ("docx: elements nested without end", () => Document($"<w:p>{string.Concat(Enumerable.Repeat("<w:r>", 100_000))}")),
        ("docx: containers nested without end", () => Document(string.Concat(Enumerable.Repeat("<w:sdt>", 100_000)))),
        ("docx: tables in tables", () => Document(string.Concat(Enumerable.Repeat("<w:tbl><w:tr><w:tc>", 50_000)))),
        ("docx: an entity that reads a file", () => ZipFixture.Of(("word/document.xml", $"<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{Body("&x;")}"))),
        ("docx: an entity that calls home", () => ZipFixture.Of(("word/document.xml", $"<!DOCTYPE d SYSTEM \"http://127.0.0.1:9/d.dtd\">{Body("Hello")}"))),
        ("docx: a billion laughs", () => ZipFixture.Of(("word/document.xml", $"<!DOCTYPE d [<!ENTITY a \"ha\">{string.Concat(Enumerable.Range(0, 24).Select(i => $"<!ENTITY {(char)('b' + i)} \"&{(char)('a' + i)};&{(char)('a' + i)};&{(char)('a' + i)};\">"))}]>{Body("&y;")}"))),
        ("docx: XML that breaks off", () => ZipFixture.Of(("word/document.xml", Body("Hello")[..^20]))),
        ("docx: no text", () => ZipFixture.Of(("word/document.xml", Body(" ")))),
        ("xlsx: a hundred thousand columns", () => Sheet($"<row r=\"1\">{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 100_000))}</row>")),
        ("xlsx: a column far to the right", () => Sheet("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>")),
        ("xlsx: shared texts without end", () => ZipFixture.Endless("xl/sharedStrings.xml", "<sst>", "<si><t>endless</t></si>", TooMuch, "</sst>", WorkbookParts("<row><c t=\"s\"><v>0</v></c></row>", "<Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>"))),
        ("xlsx: rows without end", () => ZipFixture.Endless("xl/worksheets/sheet1.xml", "<worksheet><sheetData>", "<row><c><v>1</v></c></row>", TooMuch, "</sheetData></worksheet>", [.. WorkbookParts("", "").Where(part => part.Name != "xl/worksheets/sheet1.xml")])),
        ("xlsx: merged cells over the whole sheet", () => Sheet("", $"<mergeCells>{string.Concat(Enumerable.Repeat("<mergeCell ref=\"A1:XFD1048576\"/>", 200_000))}</mergeCells>")),
        ("pptx: a slide ten thousand times", () => ZipFixture.Of(("ppt/presentation.xml", $"<presentation xmlns:r=\"http://x/relationships\"><sldIdLst>{string.Concat(Enumerable.Repeat("<sldId r:id=\"s\"/>", 10_000))}</sldIdLst></presentation>"), ("ppt/_rels/presentation.xml.rels", "<Relationships><Relationship Id=\"s\" Type=\"x/slide\" Target=\"slide.xml\"/></Relationships>"), ("ppt/slide.xml", "<sld/>"))),
        ("pptx: groups nested without end", () => ZipFixture.Of(("ppt/presentation.xml", "<presentation xmlns:r=\"http://x/relationships\"><sldIdLst><sldId r:id=\"s\"/></sldIdLst></presentation>"), ("ppt/_rels/presentation.xml.rels", "<Relationships><Relationship Id=\"s\" Type=\"x/slide\" Target=\"slide.xml\"/></Relationships>"), ("ppt/slide.xml", $"<sld><cSld><spTree>{string.Concat(Enumerable.Repeat("<grpSp>", 100_000))}"))),
    ];

    private static IEnumerable<(string Name, Func<byte[]> Make)> Texts =>
    [
        ("text: nothing", () => []),
        ("text: white space", () => " \r\n\t \n"u8.ToArray()),
        ("text: a byte order mark and nothing", () => [0xEF, 0xBB, 0xBF]),
        ("text: NUL bytes", () => "Hello\0\0\0\0 there, this is no text"u8.ToArray()),
        ("text: noise", () => Enumerable.Range(0, 5000).Select(i => (byte)((i * 7919) >> 3)).ToArray()),
        ("text: half characters of UTF-16", () => [0xFF, 0xFE, .. Enumerable.Repeat<byte[]>([0x00, 0xD8], 500).SelectMany(half => half)]),
        ("text: twenty-one million characters", () => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("word ", 4_200_000)))),
        ("html: elements nested without end", () => Encoding.ASCII.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<div>", 50_000)))),
        ("html: fonts nested without end", () => Encoding.ASCII.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<font color=a><p>x", 20_000)))),
        ("html: only scripts", () => "<html><body><script>alert(1)</script></body></html>"u8.ToArray()),
        ("json: lists nested without end", () => Encoding.ASCII.GetBytes(new string('[', 1_000_000) + new string(']', 1_000_000))),
        ("json: objects nested without end", () => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 300_000)))),
        ("json: half a million elements", () => Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Repeat("{\"a\":1}", 500_000))}]")),
        ("csv: a hundred thousand columns", () => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a,", 100_000)) + "\n1,2\n")),
    ];

    private static IEnumerable<(string Name, Func<byte[]> Make)> Foreign =>
    [
        ("foreign: a picture", () => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 1, 2, 3]),
        ("foreign: a program", () => [0x7F, .. "ELF"u8, .. new byte[100]]),
        ("foreign: a compressed file", () => [0x1F, 0x8B, 8, 0, 0, 0]),
        ("foreign: an old Word document", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]),
        ("foreign: a Word document with a password", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage")]),
        ("foreign: rich text", () => "{\\rtf1 Hello}"u8.ToArray()),
        ("foreign: a picture that is an archive, too", () => [.. "GIF89a"u8, .. ZipFixture.Of(("word/document.xml", Body("Hello")))]),
    ];

    public static string Body(string text) => $"<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>";

    private static byte[] Word(params string[] others) => ZipFixture.Of([.. others.Select(name => (name, "<a>some content to make it longer than nothing</a>")), ("word/document.xml", Body("Hello"))]);

    private static byte[] Document(string body) => ZipFixture.Of(("word/document.xml", $"<w:document {W}><w:body>{body}"));

    private static byte[] Sheet(string rows, string rest = "") => ZipFixture.Of([.. WorkbookParts(rows, "", rest)]);

    private static (string Name, string Content)[] WorkbookParts(string rows, string relationships, string rest = "") =>
    [
        ("xl/workbook.xml", "<workbook xmlns:r=\"http://x/relationships\"><sheets><sheet name=\"S\" r:id=\"w\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", $"<Relationships><Relationship Id=\"w\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>{relationships}</Relationships>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}</sheetData>{rest}</worksheet>"),
    ];
}
