namespace TwinPlatform.Cli.Gateway;

// The fields of the API's answers that the command line uses; the API reference at /docs on the gateway has them all.

/// <summary>A page of a list.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>A new tenant; its first key is shown this once.</summary>
internal sealed record NewTenant(Guid TenantId, string ApiKey);

/// <summary>A twin.</summary>
internal sealed record Twin(Guid TwinId, string Name);

/// <summary>A source was taken in and will be ingested.</summary>
internal sealed record AcceptedSource(Guid SourceId);

/// <summary>A source of a twin.</summary>
internal sealed record Source(Guid SourceId, string Title, string ContentSha256, string Status, string? ErrorMessage);

/// <summary>What a twin said.</summary>
internal sealed record TwinAnswer(bool Answered, string Answer, double Confidence, IReadOnlyList<Citation> Citations);

/// <summary>What an answer stands on: <c>text[Start..End]</c> of a source's stored text, in UTF-16 code units.</summary>
internal sealed record Citation(
    int Index, Guid SourceId, int SourceVersion, string Title, int? Page, IReadOnlyList<string> HeadingPath, int Start, int End, string Quote, string Sha256,
    int? StartSeconds = null);
