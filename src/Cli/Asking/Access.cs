using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Asking;

/// <summary>Which twin to ask, where, and with whose key.</summary>
internal sealed record Access(Uri Gateway, string Key, Guid Twin)
{
    /// <summary>What was said on the command line counts first, then the platform that runs on this machine and its demo twin.</summary>
    /// <remarks>The demo key is sent to the gateway that it was made for and to no other: an address is easily mistyped.</remarks>
    /// <exception cref="CliException">One of the three is neither said nor known.</exception>
    public static async Task<Access> FindAsync(string? gateway, string? key, Guid? twin, Workspace workspace, CancellationToken ct)
    {
        var address = gateway ?? (await RunningPlatform.FindAsync(workspace, ct))?.Gateway;
        var demo = await RunEnv.FindAsync(workspace, ct);
        var at = address is null ? demo?.Gateway : AddressOf(address);
        if (at is null)
        {
            throw new CliException("No gateway is named and none runs here. Give --gateway, or start the platform with ./run.sh.");
        }

        if (demo is not null && demo.Gateway.Authority != at.Authority)
        {
            demo = null;
        }

        return new Access(
            at,
            key ?? demo?.Key ?? throw new CliException("No key is named. Give --key, or run \"twin demo key\" for one on the platform that runs here."),
            twin ?? demo?.Twin ?? throw new CliException("No twin is named. Give --twin with the twin's id; GET /v1/twins lists them."));
    }

    private static Uri AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new CliException("The gateway's address must begin with http:// or https://.");
}
