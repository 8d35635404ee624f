using System.CommandLine;
using System.Globalization;

namespace TwinPlatform.Cli.Db;

/// <summary>The options that <c>up</c> and <c>down</c> share.</summary>
internal static class WalkOptions
{
    public static Option<int?> To(string description, int least, int most) => new("--to")
    {
        Description = description,
        HelpName = "version",
        CustomParser = argument =>
        {
            if (int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= least && version <= most)
            {
                return version;
            }

            argument.AddError($"--to takes a version from {least} to {most}.");
            return null;
        },
    };

    public static Option<bool> DryRun() => new("--dry-run")
    {
        Description = "Does it in one transaction and takes it back: shows that it works on these rows. "
            + "It holds its locks to the end, so use a restored copy of a database that is under load.",
    };
}
