namespace TwinPlatform.Knowledge.Ingestion.Extraction;

/// <summary>Recognises by their first bytes the files that people upload and that hold no text we can read, to name them instead of saying "binary".</summary>
internal static class ForeignSignature
{
    public static string? NameOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => "an Office document of the old binary kind",
        [0x7B, 0x5C, 0x72, 0x74, 0x66, ..] => "an RTF document",
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "a PNG image",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG image",
        [0x47, 0x49, 0x46, 0x38, ..] => "a GIF image",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "a WebP image",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x41, 0x56, 0x45, ..] or [0x49, 0x44, 0x33, ..] => "an audio file",
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, ..] or [0x1A, 0x45, 0xDF, 0xA3, ..] => "a video or audio file",
        [0x1F, 0x8B, ..] or [0x42, 0x5A, 0x68, ..] or [0x37, 0x7A, 0xBC, 0xAF, ..] or [0x52, 0x61, 0x72, 0x21, ..] => "a compressed archive",
        [0x4D, 0x5A, 0x90, 0x00, ..] or [0x7F, 0x45, 0x4C, 0x46, ..] => "a program",
        _ => null,
    };

    /// <summary>Office documents with a password are files of the old kind that hold one stream with a telling name.</summary>
    public static bool IsEncryptedOffice(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]) && bytes.IndexOf("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8) >= 0;
}
