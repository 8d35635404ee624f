using System.Text.RegularExpressions;

namespace TwinPlatform.Database;

/// <summary>One statement of a script, and where it begins in it.</summary>
/// <param name="Sql">The statement without its semicolon.</param>
/// <param name="Start">The index of its first character in the script.</param>
internal readonly partial record struct Statement(string Sql, int Start)
{
    /// <summary>Cuts a script at its semicolons: not at those in strings, quoted names, comments or function bodies between dollar signs.</summary>
    public static IReadOnlyList<Statement> Split(string script)
    {
        var statements = new List<Statement>();
        var (start, end) = (-1, -1);
        foreach (Match token in Token().Matches(script))
        {
            if (token.Groups["end"].Success)
            {
                Close();
            }
            else if (!token.Groups["between"].Success)
            {
                (start, end) = (start < 0 ? token.Index : start, token.Index + token.Length);
            }
        }

        Close();
        return statements;

        void Close()
        {
            if (start >= 0)
            {
                statements.Add(new Statement(script[start..end], start));
            }

            start = -1;
        }
    }

    [GeneratedRegex(
        """
        (?<between> \s+ | --[^\n]* | /\* (?> [^/*]+ | /(?!\*) | \*(?!/) | (?<nested>/\*) | (?<-nested>\*/) )* (?(nested)(?!)) \*/ )
        | (?<end> ; )
        | [eE]'(?: [^'\\] | \\. | '' )*'
        | '(?: [^'] | '' )*'
        | "(?: [^"] | "" )*"
        | \$(?<tag>(?:[A-Za-z_]\w*)?)\$ .*? \$\k<tag>\$
        | [A-Za-z_][\w$]*
        | .
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Token();
}
