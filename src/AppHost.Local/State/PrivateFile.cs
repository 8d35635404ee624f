namespace TwinPlatform.AppHost.Local.State;

/// <summary>A file that only its owner can read, replaced in one step so that no reader sees half of it.</summary>
internal static class PrivateFile
{
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string path, string content)
    {
        var draft = path + ".new";
        File.Delete(draft);
        using (var stream = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Mode }))
        using (var writer = new StreamWriter(stream))
            writer.Write(content);
        File.Move(draft, path, overwrite: true);
    }
}
