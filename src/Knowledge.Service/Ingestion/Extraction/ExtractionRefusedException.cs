namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>A document that cannot become text. The code is the contract; the sentence tells the owner what to change and quotes nothing from the document.</summary>
internal sealed class ExtractionRefusedException : Exception
{
    public ExtractionRefusedException(string code, string sentence, Exception? innerException = null)
        : base(sentence, innerException) => Code = code;

    public string Code { get; }

    public static ExtractionRefusedException Empty() =>
        new("source.empty", "The file contains no text.");

    public static ExtractionRefusedException Binary() =>
        new("source.binary", "The file is not text: it contains control characters. Upload the original document, or save it as UTF-8 text.");

    public static ExtractionRefusedException UnsupportedType(string what) =>
        new("source.unsupported_type", $"The file is {what}, which cannot be read. Upload it as PDF, Word, PowerPoint, Excel, HTML, markdown or plain text.");

    public static ExtractionRefusedException PdfBroken(Exception? why = null) =>
        new("source.pdf_broken", "The PDF is damaged. Open it in a PDF reader and save it again, or print it to a new PDF.", why);

    public static ExtractionRefusedException PdfPageBroken(int page, Exception why) =>
        new("source.pdf_broken", $"Page {page} of the PDF is damaged. Print the document to a new PDF, or remove the page.", why);

    public static ExtractionRefusedException PdfEncrypted(Exception why) =>
        new("source.pdf_encrypted", "The PDF is protected by a password. Save it without the password.", why);

    public static ExtractionRefusedException PdfWithoutText() =>
        new("source.pdf_no_text", "The PDF holds pictures of pages and no text. Run text recognition (OCR) on it first.");

    public static ExtractionRefusedException TooManyPages(int pages, int limit) =>
        new("source.too_many_pages", $"The document has {pages} pages; at most {limit} can be read. Split it.");

    public static ExtractionRefusedException TextTooLong(int limit) =>
        new("source.text_too_long", $"The document has more than {limit} characters of text. Split it.");

    public static ExtractionRefusedException NestedTooDeep(int limit) =>
        new("source.nested_too_deep", $"The elements of the document nest more than {limit} deep. Save it in a simpler form.");

    public static ExtractionRefusedException TooManyBlocks(int limit) =>
        new("source.too_many_blocks", $"The document has more than {limit} paragraphs and rows. Split it.");

    public static ExtractionRefusedException TooManyColumns(int limit) =>
        new("source.too_many_columns", $"A row of the table has more than {limit} cells. Remove the columns that are not needed.");

    public static ExtractionRefusedException ArchiveUnsafe(string why) =>
        new("source.archive_unsafe", $"The file is packed in a way that no office program packs it: {why}. Open it in the program that made it and save it again.");

    public static ExtractionRefusedException UnpacksTooLarge(long limit) =>
        new("source.unpacks_too_large", $"The file unpacks to more than {limit / (1024 * 1024)} MB of text. Split it.");

    public static ExtractionRefusedException OfficeBroken(Exception? why = null) =>
        new("source.office_broken", "The document is damaged. Open it in the program that made it and save it again.", why);

    public static ExtractionRefusedException OfficeEncrypted() =>
        new("source.office_encrypted", "The document is protected by a password. Save it without the password.");

    public static ExtractionRefusedException JsonBroken(Exception why) =>
        new("source.json_broken", "The file is named JSON and is not. Check it with a JSON validator, or upload it as text.", why);

    public static ExtractionRefusedException TooSlow(TimeSpan limit) =>
        new("source.too_slow", $"The document was not read within {limit.TotalSeconds:0} seconds. Split it, or save it in a simpler form.");

    public static ExtractionRefusedException TooExpensive() =>
        new("source.too_expensive", "Reading the document takes more memory than a document of its size may take. Split it, or save it in a simpler form.");

    public static ExtractionRefusedException Unreadable() =>
        new("source.unreadable", "The document is built in a way that cannot be read. Open it in the program that made it and save it again, or print it to a PDF.");
}
