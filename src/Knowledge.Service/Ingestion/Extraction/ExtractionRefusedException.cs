namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>A document that cannot become text. The code is the contract; the sentence tells the owner what to change and quotes nothing from the document.</summary>
internal sealed class ExtractionRefusedException : Exception
{
    private ExtractionRefusedException(string code, string sentence, Exception? innerException = null)
        : base(sentence, innerException) => Code = code;

    public string Code { get; }

    public static ExtractionRefusedException Empty() =>
        new("source.empty", "The file contains no text.");

    public static ExtractionRefusedException Binary() =>
        new("source.binary", "The file is not text: it contains control characters. Upload the original document, or save it as UTF-8 text.");

    public static ExtractionRefusedException UnsupportedType(string what) =>
        new("source.unsupported_type", $"The file is {what}, which cannot be read. Upload it as PDF, HTML, markdown or plain text.");

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
}
