namespace TwinPlatform.Database.Proofs.Linting.Migrations;

/// <summary>What stands between two semicolons.</summary>
/// <param name="Tokens">At least one.</param>
/// <param name="InBody">It stands in a do block, a function or a procedure.</param>
internal sealed record SqlCommand(IReadOnlyList<SqlToken> Tokens, bool InBody)
{
    private static readonly string[] Openings = ["begin", "then", "else", "loop"];

    /// <summary>Where the command begins: in a body, words such as <c>begin</c> and <c>then</c> stand before it.</summary>
    public int Start { get; } = InBody ? Tokens.Index().LastOrDefault(token => Openings.Any(token.Item.Is), (-1, default)).Index + 1 : 0;

    public string First => Start < Tokens.Count ? Tokens[Start].Text : "";

    /// <summary>Where these words and signs follow one another; <c>*</c> is any word or name.</summary>
    public IEnumerable<Phrase> Find(params string[] words) => Enumerable.Range(0, Math.Max(0, Tokens.Count - words.Length + 1))
        .Where(at => words.Index().All(word => Matches(Tokens[at + word.Index], word.Item)))
        .Select(at => new Phrase(Tokens[at].Line, [.. Tokens.Skip(at).Take(words.Length).Select(token => token.Text)], Tokens.ElementAtOrDefault(at + words.Length)));

    public bool Has(params string[] words) => Find(words).Any();

    private static bool Matches(SqlToken token, string word) => word == "*" ? token.Kind is SqlTokenKind.Word or SqlTokenKind.Name : token.Is(word);
}

/// <param name="Line">The line of its first word.</param>
/// <param name="Words">The words found.</param>
/// <param name="Next">What follows; nothing at the end of the command.</param>
internal sealed record Phrase(int Line, IReadOnlyList<string> Words, SqlToken Next)
{
    public override string ToString() => string.Join(' ', Words).Replace(" . ", ".", StringComparison.Ordinal);
}
