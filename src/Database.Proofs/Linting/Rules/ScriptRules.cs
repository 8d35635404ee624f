using TwinPlatform.Database.Proofs.Linting.Migrations;

namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>What a script says: only what it does itself, in one place, and nothing that hides what was there.</summary>
internal static class ScriptRules
{
    /// <summary>The schemas that services work in. A text cannot tell; a test compares them with the catalogue.</summary>
    public static IReadOnlyList<string> Services { get; } = ["chat", "governance", "knowledge", "metrics", "vectors"];

    private static readonly string[] NamedThings = ["table", "view", "sequence", "function", "procedure", "type"];

    private static readonly string[] Adjectives = ["if", "not", "exists", "only", "or", "replace", "unlogged", "foreign", "materialized"];

    public static IReadOnlyList<ScriptRule> All { get; } =
    [
        new(
            "M02",
            "A script is SQL and no program of psql's.",
            "The runner is not psql.",
            script => Phrases(script, ["\\"]).Select(phrase => (phrase.Line, "a psql command"))),
        new(
            "M03",
            "A script knows what is there.",
            "`if exists`, `if not exists` and `or replace` pass over a database that has drifted, and the way down takes away what it did not make.",
            script => from command in script.Commands
                      where !command.Has("concurrently")
                      from phrase in command.Find("if", "exists").Concat(command.Find("if", "not", "exists")).Concat(command.Find("or", "replace"))
                      where !phrase.Next.Is("(")
                      select (phrase.Line, $"`{phrase}` hides what is there: say what you know")),
        new(
            "M04",
            "Nothing is dropped with what hangs on it, unless the way down declares the loss.",
            "CASCADE takes away things that nobody listed. squawk ban-truncate-cascade, ban-drop-table.",
            script => script.Direction == Direction.Down && Declares(script)
                ? []
                : from command in script.Commands
                  where command.First is "drop" or "truncate"
                  from phrase in command.Find("cascade")
                  select (phrase.Line, "`cascade` drops what is not named here: name it")),
        new(
            "M05",
            "A script sets nothing for longer than its own transaction, and acts as its owner.",
            "The next step would run under its settings, or make things that belong to another role.",
            script => from command in script.Commands
                      from phrase in SessionSettings(command)
                      select (phrase.Line, $"`{phrase}`: use `set local`, and no other role")),
        new(
            "M06",
            "No script holds a password.",
            "The chain is in the repository, and in the server's log. OWASP ASVS: secrets.",
            script => script.Commands.SelectMany(command => command.Tokens.Zip(command.Tokens.Skip(1)))
                .Where(pair => pair.First.Is("password") && pair.Second.Kind == SqlTokenKind.Text)
                .Select(pair => (pair.First.Line, "a password: `up` sets them from the environment"))),
        new(
            "M07",
            "A step can be rolled back as a whole.",
            "VACUUM, CLUSTER, ALTER SYSTEM and CREATE DATABASE leave the transaction, or lock tables for their whole length.",
            script => from command in script.Commands
                      where command.First is "vacuum" or "cluster" or "reindex"
                          || command.Has("alter", "system") || command.Has("create", "database") || command.Has("create", "tablespace")
                      select (command.Tokens[command.Start].Line, $"`{command.First}` cannot be rolled back: it is an operator's command")),
        new(
            "M08",
            "What is made, changed or dropped is named with its schema.",
            "Otherwise the search path of whoever runs the chain decides what is meant. PostgreSQL: writing SECURITY DEFINER functions safely.",
            script => script.Commands.SelectMany(Unqualified)),
        new(
            "M09",
            "A step changes one service.",
            "A step over two services locks both, and neither can go back without the other.",
            script => script.Direction == Direction.Down
                ? []
                : Phrases(script, ["*", "."]).DistinctBy(phrase => phrase.Words[0]).Where(phrase => Services.Contains(phrase.Words[0])).Skip(1)
                    .Select(phrase => (phrase.Line, $"also touches {phrase.Words[0]}: one step for each service"))),
        new(
            "M10",
            "`-- loses:` is the first line of a way down, and says what.",
            "`status` shows it, and an operator decides by it.",
            script => from comment in script.Comments
                      where comment.Text.StartsWith("-- loses", StringComparison.OrdinalIgnoreCase)
                      where script.Direction == Direction.Up || comment.Line != 1 || !comment.Text.StartsWith("-- loses: ", StringComparison.Ordinal) || comment.Text.Length < 14
                      select (comment.Line, "write `-- loses: what` as the first line of the way down")),
        new(
            "M11",
            "A way down does something.",
            "An empty one is a step that cannot be taken back and does not say so.",
            script => script.Direction == Direction.Down && script.Commands is [] ? [(1, "no statement takes the step back")] : []),
        new(
            "M12",
            "A step of the schema does not rewrite a service's rows.",
            "All tenants' rows in one transaction: locks, bloat, and no way to stop in the middle. strong_migrations: backfilling data.",
            script => script.Direction == Direction.Down
                ? []
                : Phrases(script, ["update", "*", ".", "*"], ["delete", "from", "*", ".", "*"]).Where(phrase => Services.Any(phrase.Words.Contains))
                    .Select(phrase => (phrase.Line, $"`{phrase}`: fill in batches, as a job of the service"))),
        new(
            "M13",
            "No script locks or empties a table by name.",
            "LOCK holds it until the end of the step; TRUNCATE looks past policies. squawk ban-truncate-cascade.",
            script => from command in script.Commands
                      where command.First is "lock" or "truncate"
                      select (command.Tokens[command.Start].Line, $"`{command.First}` is not for a step of the schema")),
        new(
            "M14",
            "No script opens a door while it works.",
            "Row-level security, triggers and replication roles that are switched off stay off when somebody forgets the second half.",
            script => Phrases(script, ["disable", "row", "level"], ["no", "force", "row"], ["disable", "trigger"], ["session_replication_role"])
                .Where(_ => script.Direction == Direction.Up).Select(phrase => (phrase.Line, $"`{phrase}`: the owner needs no open door"))),
        new(
            "M15",
            "Rights are named one by one, and to somebody.",
            "ALL includes TRUNCATE and whatever the next version of PostgreSQL adds; PUBLIC is everybody, also tomorrow.",
            script => from command in script.Commands
                      where script.Direction == Direction.Up && command.First == "grant"
                      from phrase in command.Find("grant", "all").Concat(command.Find("to", "public"))
                      select (phrase.Line, $"`{phrase}`: name the rights, and the role")),
        new(
            "M16",
            "A constraint is validated in another step than the one that adds it.",
            "In the same transaction the strong lock of the first is still held. squawk constraint-missing-not-valid.",
            script => script.Commands.Any(command => command.Has("not", "valid"))
                ? Phrases(script, ["validate", "constraint", "*"]).Select(phrase => (phrase.Line, $"`{phrase}`: put it into the next step"))
                : []),
    ];

    private static bool Declares(ScriptText script) => script.Text.StartsWith("-- loses: ", StringComparison.Ordinal);

    private static IEnumerable<Phrase> Phrases(ScriptText script, params string[][] phrases) =>
        script.Commands.SelectMany(command => phrases.SelectMany(command.Find)).OrderBy(phrase => phrase.Line);

    private static IEnumerable<Phrase> SessionSettings(SqlCommand command) => command.First switch
    {
        "set" => command.Find("set", "local", "role").Concat(command.Find("set", "*").Where(phrase => phrase.Words[1] is not ("local" or "constraints"))),
        "reset" or "discard" => command.Find(command.First),
        _ => [],
    };

    private static IEnumerable<(int Line, string What)> Unqualified(SqlCommand command)
    {
        foreach (var thing in command.First is "create" or "alter" or "drop" && !command.Has("temporary") ? NamedThings : [])
        {
            var at = command.Tokens.Index().Skip(command.Start).FirstOrDefault(token => token.Item.Is(thing), (Index: -1, Item: default)).Index;
            if (at < 0 || !command.Tokens.Take(at).Skip(command.Start + 1).All(token => Adjectives.Contains(token.Text)))
            {
                continue;
            }

            var name = command.Tokens.Skip(at + 1).SkipWhile(token => Adjectives.Contains(token.Text)).Take(2).ToList();
            if (name is not ([] or [_, { Text: "." }]))
            {
                yield return (name[0].Line, $"{thing} {name[0].Text} has no schema");
            }
        }
    }
}
