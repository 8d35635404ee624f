using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TwinPlatform.Knowledge.Ingestion.Extraction;
using TwinPlatform.Knowledge.Ingestion.Extraction.Isolation;

namespace TwinPlatform.Knowledge.Tests.Ingestion.Extraction.Isolation;

public sealed class IsolatedExtractorTests(ExtractorFixture fixture) : IClassFixture<ExtractorFixture>
{
    private const double MostSeconds = 5;
    private const double MostMegabytes = 128;

    public static TheoryData<string> Hostile => [.. HostileFiles.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_file_is_refused_with_a_reason_soon_and_cheaply_and_the_next_document_is_read(string name)
    {
        var content = HostileFiles.All.Single(file => file.Name == name).Make();

        var refusal = await Assert.ThrowsAsync<ExtractionRefusedException>(() => fixture.ExtractAsync(content, FileNameOf(name)));

        Assert.StartsWith("source.", refusal.Code, StringComparison.Ordinal);
        Assert.InRange(fixture.Seconds, 0, MostSeconds);
        Assert.InRange(fixture.Megabytes, 0, MostMegabytes);
        Assert.Equal("The boat leaves at noon.", (await fixture.ExtractAsync("The boat leaves at noon."u8.ToArray(), "note.txt")).Text);
    }

    [Fact]
    public async Task Each_document_gets_its_own_text_however_many_are_read_at_a_time()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            await Task.Yield();
            return (await fixture.ExtractAsync(Encoding.ASCII.GetBytes($"This is document {number}."), "note.txt")).Text;
        }));

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"This is document {number}."), texts);
    }

    [Fact]
    public async Task A_document_comes_out_as_it_was_read()
    {
        var content = OfficeFixture.Slides(new FixtureSlide(OfficeFixture.Shape("title", "Fleet 😀") + OfficeFixture.Shape("body", "Heron", "Swan")), new FixtureSlide("", IsHidden: true));

        var (isolated, direct) = (await fixture.ExtractAsync(content, "a.pptx"), Fixture.Extract(content, "a.pptx"));

        Assert.Equal((direct.Text, direct.Title, direct.MediaType), (isolated.Text, isolated.Title, isolated.MediaType));
        Assert.Equal(direct.Notes, isolated.Notes);
        Assert.Equal(direct.Blocks.Select(Shown), isolated.Blocks.Select(Shown));

        static string Shown(TextBlock block) => $"{block with { HeadingPath = [] }} {string.Join('/', block.HeadingPath)}";
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_is_read()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 2_000_000)).Trim();

        Assert.Equal(text, (await fixture.ExtractAsync(Encoding.ASCII.GetBytes(text), "long.txt")).Text);
    }

    [Fact]
    public async Task Reading_stops_when_the_caller_does()
    {
        using var cancellation = new CancellationTokenSource();
        using var extractor = new IsolatedExtractor(NullLogger<IsolatedExtractor>.Instance);
        var reading = extractor.ExtractAsync(HostileFiles.All.Single(file => file.Name == "docx: empty paragraphs without end").Make(), "a.docx", null, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_worker_ends_with_the_service_also_in_the_middle_of_a_document()
    {
        using var worker = await WorkerProcess.StartAsync(ExtractionBudget.Default.Memory, CancellationToken.None);
        using var process = Process.GetProcessById(worker.Id);

        worker.CloseInput();

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(process.HasExited);
    }

    [Fact]
    public async Task A_worker_knows_none_of_the_services_secrets()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__twindb", "Password=secret");
        using var worker = await WorkerProcess.StartAsync(ExtractionBudget.Default.Memory, CancellationToken.None);

        Assert.DoesNotContain("secret", await File.ReadAllTextAsync($"/proc/{worker.Id}/environ"), StringComparison.Ordinal);
    }

    private static string FileNameOf(string name) => $"upload.{name[..name.IndexOf(':', StringComparison.Ordinal)].Replace("text", "txt", StringComparison.Ordinal).Replace("zip", "docx", StringComparison.Ordinal)}";
}
