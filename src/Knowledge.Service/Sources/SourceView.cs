using TwinPlatform.Contracts;

namespace TwinPlatform.Knowledge.Sources;

/// <summary>A source as the API shows it.</summary>
/// <param name="SourceId">The source's id.</param>
/// <param name="TwinId">The twin that it feeds.</param>
/// <param name="Title">What citations call it.</param>
/// <param name="FileName">The uploaded file's name; null for a text.</param>
/// <param name="MediaType">What the bytes turned out to be; until they are read, what the upload said.</param>
/// <param name="ByteSize">Size of the upload in bytes.</param>
/// <param name="ContentSha256">SHA-256 of the upload, hexadecimal.</param>
/// <param name="Status"><c>queued</c>, <c>processing</c>, <c>live</c> or <c>failed</c>.</param>
/// <param name="ErrorCode">Why it failed, as a stable code.</param>
/// <param name="ErrorMessage">Why it failed and what to change.</param>
/// <param name="Version">1 for the first upload.</param>
/// <param name="ChunkCount">Passages it was cut into, once live.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UpdatedAt">When its state last changed.</param>
public sealed record SourceView(
    Guid SourceId,
    TwinId TwinId,
    string Title,
    string? FileName,
    string MediaType,
    long ByteSize,
    string ContentSha256,
    string Status,
    string? ErrorCode,
    string? ErrorMessage,
    int Version,
    int ChunkCount,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>A source as a row of the two statements that show it.</summary>
internal sealed record SourceRow(
    Guid SourceId,
    TwinId TwinId,
    string Title,
    string? FileName,
    string MediaType,
    long ByteSize,
    byte[] Sha256,
    string Status,
    string? ErrorCode,
    string? ErrorMessage,
    int Version,
    int ChunkCount,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    public SourceView View => new(
        SourceId,
        TwinId,
        Title,
        FileName,
        MediaType,
        ByteSize,
        Convert.ToHexStringLower(Sha256),
        Status,
        ErrorCode,
        ErrorMessage,
        Version,
        ChunkCount,
        CreatedAt,
        UpdatedAt);
}
