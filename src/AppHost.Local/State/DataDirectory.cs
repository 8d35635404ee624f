using System.Globalization;
using Aspire.Hosting;
using TwinPlatform.AppHost.Local.Processes;

namespace TwinPlatform.AppHost.Local.State;

/// <summary>The data directory, held by one host at a time.</summary>
/// <remarks>
/// The lock is flock(2) on an open file (what <see cref="FileShare.None"/> is on Unix): the kernel drops it when the host dies in any
/// way, and children do not inherit it. A file that merely exists would outlive a crash.
/// </remarks>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersMayPass = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private readonly FileStream _lock;

    private DataDirectory(string root, FileStream heldLock)
    {
        Root = root;
        _lock = heldLock;
        Logs = Directory.CreateDirectory(Path.Combine(root, "logs"), OwnerOnly).FullName;
    }

    /// <summary>Without symbolic links: the kernel tells where processes work in this form.</summary>
    public string Root { get; }

    public string Logs { get; }

    public static DataDirectory Open(string root)
    {
        // PostgreSQL runs as another user when the host is root, and must be able to pass through.
        if (!Directory.Exists(root))
            Directory.CreateDirectory(root, Native.IsRoot ? OthersMayPass : OwnerOnly);

        var heldLock = TryLock(Path.Combine(root, "host.lock"));
        var pidFile = Path.Combine(root, "host.pid");
        if (heldLock is null)
        {
            var holder = File.Exists(pidFile) ? $" (process {File.ReadAllText(pidFile)})" : "";
            throw new DistributedApplicationException(
                $"The data directory {root} is in use by another running host{holder}. Stop that one, or choose another directory with TWIN_DATA.");
        }

        File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DataDirectory(Path.GetDirectoryName(new FileInfo($"/proc/self/fd/{heldLock.SafeFileHandle.DangerousGetHandle()}").LinkTarget) ?? root, heldLock);
    }

    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    public void Dispose() => _lock.Dispose();

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = PrivateFile.Mode,
            });
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
