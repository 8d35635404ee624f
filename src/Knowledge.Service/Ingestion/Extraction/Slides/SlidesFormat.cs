using System.Globalization;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Slides;

/// <summary>PowerPoint (pptx): slide by slide, each with its notes. The number of the slide is the page.</summary>
internal sealed class SlidesFormat() : OfficeFormat("presentation")
{
    protected override ExtractedDocument Read(OfficePackage package, ExtractionLimits limits, ReadingPace pace)
    {
        var main = package.MainPart!;
        var targets = package.RelationshipsOf(main).Where(relationship => relationship.Kind == "slide").ToLookup(relationship => relationship.Id, relationship => relationship.Target);
        var slides = package.ReadAll(main, limits).Child("sldIdLst").Children("sldId")
            .SelectMany(slide => targets[slide.RelationshipId() ?? ""].Take(1))
            .Where(package.Has)
            .ToList();
        if (slides.Count > limits.MaxPages)
            throw ExtractionRefusedException.TooManyPages(slides.Count, limits.MaxPages);

        var writer = new BlockWriter(limits, pace);
        var hidden = 0;
        for (var i = 0; i < slides.Count; i++)
        {
            var slide = package.ReadAll(slides[i], limits);
            pace.PartDone();
            if (slide.AttributeOf("show") is "0" or "false")
            {
                hidden++;
                continue;
            }

            writer.Page = i + 1;
            writer.LeaveHeadings();
            new SlideReader(package, slides[i], writer, limits).Read(slide);
        }

        var document = writer.Finish("application/vnd.openxmlformats-officedocument.presentationml.presentation", TitleIn(package, limits));
        return document with
        {
            Title = document.Title ?? document.Blocks.FirstOrDefault(block => block is { Kind: BlockKind.Heading, Page: 1 })?.HeadingPath[^1],
            Notes = hidden > 0 ? [string.Create(CultureInfo.InvariantCulture, $"Left out: {hidden} hidden slide(s).")] : [],
        };
    }
}
