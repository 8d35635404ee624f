using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace TwinPlatform.EndToEnd.Tests;

/// <summary>The documents that the journeys upload.</summary>
internal static class Documents
{
    public const string Handbook = """
        # Bicycle handbook

        ## Tyres

        Check the tyre pressure once a week. A city bicycle needs **four bar** in front and four and a half behind.
        A tyre without tread on the running surface must be replaced.

        ## Brakes

        Rim brakes need new pads when the grooves in the rubber can no longer be seen.
        Disc brakes must never be touched with bare fingers, because the fat of the skin makes them squeal. 🚲

        | part | interval |
        | --- | --- |
        | chain | 3,000 km |
        | cassette | 9,000 km |
        """;

    /// <summary>A document of two pages; the second holds a sentence that no other has.</summary>
    public static byte[] Pdf()
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        AddPage("The warranty of the frame lasts ten years.", "It covers faults of material and of workmanship.");
        AddPage("The warranty of the battery lasts thirty months.", "It ends when the battery has been opened.");
        return builder.Build();

        void AddPage(params string[] lines)
        {
            var page = builder.AddPage(PageSize.A4);
            var y = 760;
            foreach (var line in lines)
            {
                page.AddText(line, 12, new PdfPoint(60, y), font);
                y -= 18;
            }
        }
    }

    /// <summary>A long document whose every paragraph is its own; two with the same number are equal.</summary>
    public static byte[] Long(int number, int paragraphs)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Ledger {number}").AppendLine();
        for (var i = 1; i <= paragraphs; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"""
                ## Entry {i} of ledger {number}

                On day {i * 7} the warehouse {number * 31} received {i * number + 11} crates of part {i * 13 + number}. The delivery was counted twice by
                the morning shift and once by the evening shift, and the difference of {i % 5} crates was settled with carrier {i + number * 3} within a week.
                The invoice {number}-{i:D4} was paid on the day after, less a discount of {i % 4} percent for the delay.

                """);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
