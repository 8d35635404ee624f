using System.Text.RegularExpressions;

namespace TwinPlatform.Database.Proofs.Linting.Migrations;

internal enum SqlTokenKind
{
    /// <summary>A key word or a plain name, in lower case.</summary>
    Word,

    /// <summary>A name in double quotes, without them.</summary>
    Name,

    /// <summary>A string literal, without its quotes.</summary>
    Text,

    /// <summary>What stands between dollar signs.</summary>
    Body,

    Comment,
    Symbol,
}

/// <summary>The smallest piece of SQL that means something, and the line on which it begins.</summary>
internal readonly partial record struct SqlToken(SqlTokenKind Kind, string Text, int Line)
{
    public bool Is(string text) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && Text == text;

    /// <summary>Cuts SQL into pieces by PostgreSQL's lexical rules: comments nest, E'' strings know backslashes, dollar quotes end at their own tag.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="line">The line on which it begins.</param>
    public static IEnumerable<SqlToken> Read(string sql, int line = 1)
    {
        var at = 0;
        foreach (Match match in Piece().Matches(sql))
        {
            line += sql.AsSpan(at, match.Index - at).Count('\n');
            at = match.Index;
            if (Kinds.FirstOrDefault(kind => match.Groups[kind.Group].Success) is { Group: not null } found)
            {
                var text = match.Groups[found.Group].Value;
                yield return new SqlToken(found.Kind, found.Kind == SqlTokenKind.Word ? text.ToLowerInvariant() : text, line);
            }
        }
    }

    private static readonly (string Group, SqlTokenKind Kind)[] Kinds =
    [
        ("comment", SqlTokenKind.Comment), ("text", SqlTokenKind.Text), ("name", SqlTokenKind.Name), ("body", SqlTokenKind.Body), ("word", SqlTokenKind.Word),
        ("symbol", SqlTokenKind.Symbol),
    ];

    [GeneratedRegex(
        """
        \s+
        | (?<comment> --[^\n]* | /\* (?> [^/*]+ | /(?!\*) | \*(?!/) | (?<nested>/\*) | (?<-nested>\*/) )* (?(nested)(?!)) \*/ )
        | [eE]'(?<text>(?: [^'\\] | \\. | '' )*)'
        | '(?<text>(?: [^'] | '' )*)'
        | "(?<name>(?: [^"] | "" )*)"
        | \$(?<tag>(?:[A-Za-z_]\w*)?)\$ (?<body> .*? ) \$\k<tag>\$
        | (?<word> [A-Za-z_][\w$]* )
        | (?<symbol> . )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Piece();
}
