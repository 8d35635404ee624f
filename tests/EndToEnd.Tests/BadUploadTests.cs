using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using TwinPlatform.Contracts;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.EndToEnd.Tests;

/// <summary>What an owner gets who uploads what cannot be read: a reason, and the bytes are kept.</summary>
[Collection(SharedPlatform.Name)]
public sealed class BadUploadTests(TestPlatform platform)
{
    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "renamed.txt", [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01, 0x00, 0x00, 0x00, 0x03, 0x00, 0x3E, 0x00], "source.unsupported_type" },
        { "noise.txt", [.. Enumerable.Range(0, 512).Select(i => (byte)(i * 7 % 32))], "source.binary" },
        { "broken.pdf", [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat((byte)'x', 400)], "source.pdf_broken" },
        { "blank.md", "   \n\n  "u8.ToArray(), "source.empty" },
    };

    [InfrastructureTheory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_cannot_be_read_says_why_and_keeps_its_bytes(string fileName, byte[] content, string code)
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var added = await tenant.AddFileSourceAsync(await tenant.NewTwinAsync(), fileName, content);

        var job = await tenant.JobEndedAsync(added.JobId);
        var source = await tenant.GetAsync($"/v1/sources/{added.SourceId}");

        Assert.Equal(("failed", code), ((string)job["status"]!, (string)job["errorCode"]!));
        Assert.Equal(("failed", code), ((string)source["status"]!, (string)source["errorCode"]!));
        Assert.False(string.IsNullOrWhiteSpace((string)source["errorMessage"]!));
        Assert.Equal(content, await StoredBytesAsync(added.SourceId));
    }

    [InfrastructureFact]
    public async Task An_empty_file_is_refused_at_once()
    {
        var (tenant, twin) = await TwinAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent([]), "file", "empty.txt" } };

        using var response = await tenant.Client.PostAsync($"/v1/twins/{twin}/sources", form);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "source.empty");
    }

    [InfrastructureFact]
    public async Task Two_hundred_megabytes_are_refused_before_they_are_read()
    {
        var (tenant, twin) = await TwinAsync();
        using var content = new ZerosContent(200L * 1024 * 1024);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/twins/{twin}/sources") { Content = content };
        request.Headers.ExpectContinue = true;

        using var response = await tenant.Client.SendAsync(request);

        await ProblemAssert.IsAsync(response, HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        Assert.Equal(0, content.Written);
    }

    [InfrastructureTheory]
    [InlineData("{\"title\": \"T\", \"text\": ", "request.invalid_json")]
    [InlineData("{\"title\": \"T\", \"text\": \"x\", \"colour\": \"red\"}", "request.invalid_json")]
    [InlineData("{\"title\": \"T\"}", "request.invalid_json")]
    [InlineData("{\"title\": \"\", \"text\": \"x\"}", "source.title_invalid")]
    [InlineData("{\"title\": \"T\", \"text\": \"  \"}", "source.empty")]
    [InlineData("{\"title\": \"T\", \"text\": \"a\\u0000b\"}", "request.invalid_text")]
    [InlineData("{\"title\": \"T\", \"text\": \"a\\ud800b\"}", "request.invalid_json")]
    public async Task A_text_that_does_not_fit_is_refused_with_what_to_change(string json, string code)
    {
        var (tenant, twin) = await TwinAsync();
        using var body = new StringContent(json, Encoding.UTF8, "application/json");

        using var response = await tenant.Client.PostAsync($"/v1/twins/{twin}/sources", body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, code);
    }

    [InfrastructureTheory]
    [InlineData("{\"message\": \"\"}", "chat.message_empty")]
    [InlineData("{\"message\": \"hello\", \"colour\": 1}", "request.invalid_json")]
    [InlineData("[]", "request.invalid_json")]
    public async Task A_question_that_does_not_fit_is_refused_with_what_to_change(string json, string code)
    {
        var (tenant, twin) = await TwinAsync();
        using var body = new StringContent(json, Encoding.UTF8, "application/json");

        using var response = await tenant.Client.PostAsync($"/v1/twins/{twin}/chat", body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, code);
    }

    [InfrastructureFact]
    public async Task An_endless_question_is_refused()
    {
        var (tenant, twin) = await TwinAsync();
        using var body = new StringContent(new JsonObject { ["message"] = new string('q', 4001) }.ToJsonString(), Encoding.UTF8, "application/json");

        using var response = await tenant.Client.PostAsync($"/v1/twins/{twin}/chat", body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "chat.message_too_long");
    }

    private async Task<(TestTenant Tenant, TwinId Twin)> TwinAsync()
    {
        var tenant = await TestTenant.CreateAsync(platform);
        return (tenant, await tenant.NewTwinAsync());
    }

    private async Task<byte[]> StoredBytesAsync(Guid sourceId)
    {
        await using var connection = new NpgsqlConnection(platform.File.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select content from knowledge.source_versions where source_id = $1", connection)
        {
            Parameters = { new() { Value = sourceId } },
        };
        return (byte[])(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A body that says how long it is and counts how much of it was taken.</summary>
    private sealed class ZerosContent(long length) : HttpContent
    {
        public long Written { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var zeros = new byte[64 * 1024];
            for (; Written < length; Written += zeros.Length)
            {
                await stream.WriteAsync(zeros);
            }
        }

        protected override bool TryComputeLength(out long value)
        {
            value = length;
            return true;
        }
    }
}
