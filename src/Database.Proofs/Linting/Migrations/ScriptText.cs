namespace TwinPlatform.Database.Proofs.Linting.Migrations;

internal enum Direction
{
    Up,
    Down,
}

/// <summary>One half of a migration as rules read it: what it says, and nothing that stands in comments and strings.</summary>
internal sealed class ScriptText
{
    public ScriptText(Migration step, Direction direction)
    {
        Direction = direction;
        Text = direction == Direction.Up ? step.Up : step.Down;
        File = $"{step.Version:D4}_{step.Name}.{(direction == Direction.Up ? "up" : "down")}.sql";
        var tokens = SqlToken.Read(Text).ToList();
        Comments = [.. tokens.Where(token => token.Kind == SqlTokenKind.Comment)];
        Commands = [.. CommandsOf(tokens, inBody: false)];
    }

    public string File { get; }

    public Direction Direction { get; }

    public string Text { get; }

    public IReadOnlyList<SqlToken> Comments { get; }

    /// <summary>The script's statements, and those in the bodies of its do blocks, functions and procedures.</summary>
    public IReadOnlyList<SqlCommand> Commands { get; }

    private static IEnumerable<SqlCommand> CommandsOf(IEnumerable<SqlToken> tokens, bool inBody)
    {
        var command = new List<SqlToken>();
        foreach (var token in tokens.Append(new SqlToken(SqlTokenKind.Symbol, ";", 0)).Where(token => token.Kind != SqlTokenKind.Comment))
        {
            if (!token.Is(";"))
            {
                command.Add(token);
            }
            else if (command is not [])
            {
                yield return new SqlCommand([.. command], inBody);
                foreach (var inner in Bodies(command, inBody).SelectMany(body => CommandsOf(SqlToken.Read(body.Text, body.Line), inBody: true)))
                {
                    yield return inner;
                }

                command.Clear();
            }
        }
    }

    /// <summary>A body within a body is a string that somebody quoted with dollar signs.</summary>
    private static IEnumerable<SqlToken> Bodies(List<SqlToken> command, bool inBody) =>
        !inBody && command[0].Text is "do" or "create" ? command.Where(token => token.Kind == SqlTokenKind.Body) : [];
}
