using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Events.Knowledge;
using TwinPlatform.Knowledge.Infrastructure.Text;
using TwinPlatform.Platform.Data;
using TwinPlatform.Platform.Data.Outbox;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Knowledge.Sources;

/// <summary>Body of <c>POST /v1/twins/{twinId}/sources</c> for a text; a file comes as form field <c>file</c>, with an optional field <c>title</c>.</summary>
/// <param name="Title">What citations call the source, 1 to 500 characters.</param>
/// <param name="Text">The text; markdown is recognised. At most 50 MB.</param>
public sealed record AddTextSourceRequest(string Title, string Text);

/// <summary>The source is stored and will be ingested.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="JobId">Its ingestion: <c>GET /v1/jobs/{jobId}</c> tells how far it is.</param>
public sealed record AddSourceResponse(Guid SourceId, Guid JobId);

/// <summary>The owner feeds a twin. The bytes are safe when the answer is sent; reading them happens afterwards, and a failure there keeps them.</summary>
internal static class AddSource
{
    private const string InsertSourceSql = """
        insert into knowledge.sources (source_id, twin_id, title, file_name)
        values (@SourceId, @TwinId, @Title, @FileName)
        """;

    private const string InsertVersionSql = """
        insert into knowledge.source_versions (source_id, version, media_type, byte_size, content_sha256, content)
        values (@SourceId, 1, @MediaType, @ByteSize, @Sha256, @Content)
        """;

    private const string InsertJobSql = """
        insert into knowledge.jobs (job_id, twin_id, source_id, job_type)
        values (@JobId, @TwinId, @SourceId, 'ingestion')
        """;

    /// <summary>The two forms of the body, for the API reference.</summary>
    public static IAcceptsMetadata Bodies { get; } = new AcceptsMetadata(["application/json", "multipart/form-data"], typeof(AddTextSourceRequest));

    public static async Task<Results<Accepted<AddSourceResponse>, ProblemHttpResult>> Handle(
        TwinId twinId, HttpRequest request, Caller caller, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var (upload, refusal) = request.HasFormContentType ? await ReadFormAsync(request, ct) : await ReadTextAsync(request, ct);
        if (upload is null)
        {
            return refusal!;
        }

        var added = new AddSourceResponse(Guid.CreateVersion7(), Guid.CreateVersion7());
        await db.RunAsync(
            caller.Tenant,
            async tx =>
            {
                await tx.ExecuteAsync(InsertSourceSql, new { added.SourceId, TwinId = twinId, upload.Title, upload.FileName });
                await tx.ExecuteAsync(InsertVersionSql, new
                {
                    added.SourceId,
                    upload.MediaType,
                    ByteSize = upload.Content.LongLength,
                    Sha256 = SHA256.HashData(upload.Content),
                    upload.Content,
                });
                await tx.ExecuteAsync(InsertJobSql, new { added.JobId, TwinId = twinId, added.SourceId });
                await tx.PublishAsync(new SourceAdded(Guid.CreateVersion7(), caller.Tenant, twinId, clock.GetUtcNow(), added.SourceId, added.JobId));
            },
            ct);
        return TypedResults.Accepted($"/v1/sources/{added.SourceId}", added);
    }

    private static async Task<(Upload? Upload, ProblemHttpResult? Refusal)> ReadTextAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
        {
            return (null, SourceErrors.FileMissing);
        }

        var body = await BodyAsync(request, ct);
        return body switch
        {
            null => (null, SourceErrors.FileMissing),
            _ when string.IsNullOrWhiteSpace(body.Text) => (null, SourceErrors.TextEmpty),
            _ when !IsTitle(body.Title) => (null, SourceErrors.TitleInvalid),
            _ when !StorableText.Is(body.Title) || !StorableText.Is(body.Text) => (null, SourceErrors.NotUnicode),
            _ => (new Upload(body.Title.Trim(), null, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(body.Text)), null),
        };
    }

    /// <exception cref="BadHttpRequestException">The body does not fit; the exception says so to the pipeline that answers for every route.</exception>
    private static async Task<AddTextSourceRequest?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await request.ReadFromJsonAsync<AddTextSourceRequest>(ct);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body is not the JSON of a text source.", e);
        }
    }

    private static async Task<(Upload? Upload, ProblemHttpResult? Refusal)> ReadFormAsync(HttpRequest request, CancellationToken ct)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(ct);
        }
        catch (InvalidDataException)
        {
            return (null, SourceErrors.FormInvalid);
        }

        if (form.Files.Count != 1 || form.Files[0].Name != "file")
        {
            return (null, form.Files.Count > 1 ? SourceErrors.SeveralFiles : SourceErrors.FileMissing);
        }

        if (form.Keys.Any(key => key != "title"))
        {
            return (null, SourceErrors.UnknownFormField);
        }

        var file = form.Files[0];
        var fileName = Path.GetFileName(file.FileName.Replace('\\', '/'));
        var title = form.TryGetValue("title", out var given) ? given.ToString() : fileName;
        return (file.Length, title) switch
        {
            (0, _) => (null, SourceErrors.FileEmpty),
            ( > SourcesDefaults.MaxFileBytes, _) => (null, SourceErrors.FileTooLarge),
            _ when !IsTitle(title) || fileName.Length > 500 => (null, SourceErrors.TitleInvalid),
            _ when !StorableText.Is(title) || !StorableText.Is(fileName) => (null, SourceErrors.NotUnicode),
            _ => (new Upload(title.Trim(), fileName, file.ContentType, await BytesAsync(file, ct)), null),
        };
    }

    private static bool IsTitle(string title) => !string.IsNullOrWhiteSpace(title) && title.Trim().Length <= 500;

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken ct)
    {
        var content = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, ct);
        return content;
    }

    private sealed record Upload(string Title, string? FileName, string MediaType, byte[] Content);
}
