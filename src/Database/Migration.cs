using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TwinPlatform.Database;

/// <summary>One step of the chain: a script up, and a script down that takes it back.</summary>
/// <param name="Version">1, 2, 3 … without gaps.</param>
/// <param name="Name">Verb and noun, such as <c>create_governance</c>.</param>
/// <param name="Up">The SQL that makes the step.</param>
/// <param name="Down">The SQL that takes it back.</param>
public sealed partial record Migration(int Version, string Name, string Up, string Down)
{
    /// <summary>SHA-256 of the script up, in hexadecimal: an applied step that was edited afterwards is refused. A script down may be mended at any time.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Up)));

    /// <summary>What the way down cannot bring back, as its header declares (<c>-- loses: …</c>); null when it brings back everything.</summary>
    public string? Loses { get; } = LosesLine().Match(Down) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    /// <summary>The chain that this assembly carries, in order.</summary>
    /// <exception cref="InvalidOperationException">A number is missing or taken twice, or a script has no other half.</exception>
    public static IReadOnlyList<Migration> Chain()
    {
        var assembly = typeof(Migration).Assembly;
        var scripts = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).ToHashSet();
        return Assemble(scripts.ToDictionary(name => name, name => Read(assembly, name)));
    }

    /// <summary>Puts scripts named <c>NNNN_verb_noun.up.sql</c> and <c>….down.sql</c> into order.</summary>
    /// <param name="scripts">Script text by file name.</param>
    /// <exception cref="InvalidOperationException">A number is missing or taken twice, a name is malformed, or a script has no other half.</exception>
    internal static IReadOnlyList<Migration> Assemble(IReadOnlyDictionary<string, string> scripts)
    {
        if (scripts.Keys.FirstOrDefault(name => !ScriptName().IsMatch(name)) is { } odd)
        {
            throw new InvalidOperationException($"{odd}: name a migration NNNN_verb_noun.up.sql or NNNN_verb_noun.down.sql.");
        }

        var steps = scripts.Keys.Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. steps.Select((step, index) => Step(step, index + 1, scripts))];
    }

    private static Migration Step(string step, int expected, IReadOnlyDictionary<string, string> scripts)
    {
        if (int.Parse(step[..4], CultureInfo.InvariantCulture) != expected)
        {
            throw new InvalidOperationException($"{step}: expected number {expected:D4} here. Numbers have no gaps and none is taken twice.");
        }

        string Half(string direction) => scripts.GetValueOrDefault($"{step}.{direction}.sql")
            ?? throw new InvalidOperationException($"{step}.{direction}.sql is missing: every step has a way up and a way down.");
        return new Migration(expected, step[5..], Half("up"), Half("down"));
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n"); // a checkout with other line endings has the same checksums
    }

    [GeneratedRegex(@"^\d{4}_[a-z][a-z0-9_]*\.(up|down)\.sql$")]
    private static partial Regex ScriptName();

    [GeneratedRegex(@"^-- loses:(.*)$", RegexOptions.Multiline)]
    private static partial Regex LosesLine();
}
