using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.EndToEnd.Tests;

/// <summary>What an owner and a visitor do on an ordinary day, through the gateway and all services.</summary>
[Collection(SharedPlatform.Name)]
public sealed class JourneyTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task A_visitor_is_answered_in_quotes_that_stand_word_for_word_in_the_document()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        var source = await tenant.AddFileSourceAsync(twin, "handbook.md", Encoding.UTF8.GetBytes(Documents.Handbook));
        await tenant.JobEndedAsync(source.JobId);

        var answer = await tenant.AskAsync(twin, "Why must disc brakes not be touched with bare fingers?");

        Assert.True((bool)answer["answered"]!);
        Assert.Contains("fat of the skin", (string)answer["answer"]!, StringComparison.Ordinal);
        var citation = answer["citations"]!.AsArray().First(cited => ((string)cited!["quote"]!).Contains("fat of the skin", StringComparison.Ordinal))!;
        var quote = (string)citation["quote"]!;
        Assert.Equal(source.SourceId, (Guid)citation["sourceId"]!);
        Assert.Equal("handbook.md", (string)citation["title"]!);
        Assert.Equal(["Bicycle handbook", "Brakes"], citation["headingPath"]!.AsArray().Select(heading => (string)heading!));
        Assert.Equal(quote, Documents.Handbook[(int)citation["start"]!..(int)citation["end"]!]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(quote))), (string)citation["sha256"]!);
    }

    [InfrastructureFact]
    public async Task A_quote_from_a_PDF_names_its_page()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        var source = await tenant.AddFileSourceAsync(twin, "warranty.pdf", Documents.Pdf());
        await tenant.JobEndedAsync(source.JobId);

        var answer = await tenant.AskAsync(twin, "How long does the warranty of the battery last?");

        var citation = answer["citations"]!.AsArray().First(cited => ((string)cited!["quote"]!).Contains("thirty months", StringComparison.Ordinal))!;
        Assert.Equal(2, (int)citation["page"]!);
    }

    [InfrastructureFact]
    public async Task What_the_knowledge_does_not_hold_the_twin_does_not_know()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        var source = await tenant.AddFileSourceAsync(twin, "handbook.md", Encoding.UTF8.GetBytes(Documents.Handbook));
        await tenant.JobEndedAsync(source.JobId);

        var answer = await tenant.AskAsync(twin, "Who painted the ceiling of the Sistine Chapel?");

        Assert.False((bool)answer["answered"]!);
        Assert.Empty(answer["citations"]!.AsArray());
        Assert.StartsWith("I don't know", (string)answer["answer"]!, StringComparison.Ordinal);
    }

    [InfrastructureFact]
    public async Task A_twin_without_sources_knows_nothing_and_says_so()
    {
        using var tenant = await TestTenant.CreateAsync(platform);

        var answer = await tenant.AskAsync(await tenant.NewTwinAsync(), "What do you know?");

        Assert.False((bool)answer["answered"]!);
    }

    [InfrastructureFact]
    public async Task A_stream_ends_with_the_stored_answer()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        await tenant.AddTextSourceAsync(twin, "Opening hours", "The workshop opens at eight. It closes at five in the afternoon.");

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/twins/{twin}/chat") { Content = JsonContent.Create(new { message = "When does the workshop open?" }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await tenant.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Single(events, one => one.StartsWith("event: done", StringComparison.Ordinal));
        Assert.StartsWith("event: done", events[^1], StringComparison.Ordinal);
        var done = JsonNode.Parse(events[^1].Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..])!;
        var messages = await tenant.GetAsync($"/v1/conversations/{(Guid)done["conversationId"]!}/messages");
        Assert.Contains(messages["items"]!.AsArray(), message => (Guid)message!["messageId"]! == (Guid)done["messageId"]!);
    }

    [InfrastructureFact]
    public async Task A_conversation_is_kept_and_counted()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        await tenant.AddTextSourceAsync(twin, "Opening hours", "The workshop opens at eight. It closes at five in the afternoon.");
        var first = await tenant.AskAsync(twin, "When does the workshop open?");
        var conversation = (Guid)first["conversationId"]!;
        await tenant.AskAsync(twin, "Who won the cup final in 1954?", conversation);

        var conversations = await tenant.GetAsync($"/v1/twins/{twin}/conversations");
        var messages = await tenant.GetAsync($"/v1/conversations/{conversation}/messages");

        Assert.Equal("When does the workshop open?", (string)Assert.Single(conversations["items"]!.AsArray())!["title"]!);
        Assert.Equal(4, messages["items"]!.AsArray().Count);
        await Eventually.TrueAsync(
            async () => (await tenant.GetAsync($"/v1/twins/{twin}/metrics/dashboard"))["totals"] is { } totals
                && ((int)totals["questions"]!, (int)totals["answered"]!, (int)totals["unanswered"]!) == (2, 1, 1),
            TimeSpan.FromSeconds(20),
            "the dashboard counts two questions, one of them answered");
    }

    [InfrastructureFact]
    public async Task A_deleted_source_is_gone_with_its_rows_and_vectors()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        var source = await tenant.AddTextSourceAsync(twin, "Opening hours", "The workshop opens at eight. It closes at five in the afternoon.");
        Assert.Equal(1, await StoredKnowledge.VectorCountAsync(platform.File, twin));

        using var deleted = await tenant.Client.DeleteAsync($"/v1/sources/{source.SourceId}");
        var removal = (Guid)(await TestTenant.BodyAsync(deleted))["jobId"]!;

        using var gone = await tenant.Client.GetAsync($"/v1/sources/{source.SourceId}");
        await ProblemAssert.IsAsync(gone, HttpStatusCode.NotFound, "source.not_found");
        Assert.False((bool)(await tenant.AskAsync(twin, "When does the workshop open?"))["answered"]!);
        Assert.Equal("complete", (string)(await tenant.JobEndedAsync(removal))["status"]!);
        Assert.Equal(0, await StoredKnowledge.VectorCountAsync(platform.File, twin));
        Assert.Equal(0, await StoredKnowledge.ChunkCountAsync(platform.File, twin));
    }

    [InfrastructureFact]
    public async Task Nobody_sees_or_touches_what_is_another_tenants()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var twin = await tenant.NewTwinAsync();
        var source = await tenant.AddTextSourceAsync(twin, "Opening hours", "The workshop opens at eight.");
        var answer = await tenant.AskAsync(twin, "When does the workshop open?");
        using var other = await TestTenant.CreateAsync(platform);
        var stranger = other.Client;

        using var chat = await stranger.PostAsJsonAsync($"/v1/twins/{twin}/chat", new { message = "When does the workshop open?" });
        await ProblemAssert.IsAsync(chat, HttpStatusCode.NotFound, "twin.not_found");
        foreach (var path in (string[])[$"/v1/twins/{twin}", $"/v1/twins/{twin}/sources", $"/v1/twins/{twin}/conversations", $"/v1/twins/{twin}/metrics/dashboard"])
        {
            using var seen = await stranger.GetAsync(path);
            await ProblemAssert.IsAsync(seen, HttpStatusCode.NotFound, "twin.not_found");
        }

        using var read = await stranger.GetAsync($"/v1/sources/{source.SourceId}");
        await ProblemAssert.IsAsync(read, HttpStatusCode.NotFound, "source.not_found");
        using var delete = await stranger.DeleteAsync($"/v1/sources/{source.SourceId}");
        await ProblemAssert.IsAsync(delete, HttpStatusCode.NotFound, "source.not_found");
        using var job = await stranger.GetAsync($"/v1/jobs/{source.JobId}");
        await ProblemAssert.IsAsync(job, HttpStatusCode.NotFound, "job.not_found");
        using var messages = await stranger.GetAsync($"/v1/conversations/{(Guid)answer["conversationId"]!}/messages");
        await ProblemAssert.IsAsync(messages, HttpStatusCode.NotFound, "conversation.not_found");
        Assert.Equal("live", (string)(await tenant.GetAsync($"/v1/sources/{source.SourceId}"))["status"]!);
    }
}
