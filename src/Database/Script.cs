using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace TwinPlatform.Database;

/// <summary>One half of a migration, as the runner executes it.</summary>
/// <remarks>
/// A script is one transaction, unless its first line is <c>-- no transaction</c>. Such a script may only build and drop indexes concurrently, each
/// statement so that it may be run again: then a runner that was killed in the middle is simply run again.
/// </remarks>
internal sealed partial class Script
{
    private const string NoTransaction = "-- no transaction";

    private readonly string _text;

    /// <param name="file">The name that complaints give.</param>
    /// <param name="text">The SQL.</param>
    /// <exception cref="MigrationException">It holds what its kind of script must not.</exception>
    public Script(string file, string text)
    {
        (File, _text) = (file, text);
        IsTransactional = text.Split('\n', 2)[0].TrimEnd() != NoTransaction;
        Statements = Statement.Split(text);
        foreach (var statement in Statements)
        {
            Check(statement);
        }
    }

    public string File { get; }

    public bool IsTransactional { get; }

    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>What went wrong, in the words of the database, and where.</summary>
    public MigrationException Failure(Statement statement, PostgresException e)
    {
        var consequence = IsTransactional ? "The step was rolled back." : "Earlier statements of this step stay: mend the cause and run it again.";
        return new MigrationException($"{File}, line {LineOf(statement, e)}: {e.MessageText} (SQL state {e.SqlState}). {consequence}", e);
    }

    private string LineOf(Statement statement, PostgresException e)
    {
        var inner = e.InternalQuery is { Length: > 0 } query ? _text.IndexOf(query, statement.Start, StringComparison.Ordinal) : -1;
        var at = inner >= 0 && e.InternalPosition > 0 ? inner + e.InternalPosition - 1 : statement.Start + Math.Max(e.Position - 1, 0);
        return LineAt(at);
    }

    private string LineAt(int index) =>
        (_text.AsSpan(0, Math.Min(index, _text.Length)).Count('\n') + 1).ToString(CultureInfo.InvariantCulture);

    private void Check(Statement statement)
    {
        if (TransactionControl().IsMatch(statement.Sql))
        {
            throw new MigrationException($"{File}, line {LineAt(statement.Start)}: a script does not begin or end transactions; the runner does.");
        }

        if (!IsTransactional && !ConcurrentIndex.IsRepeatable(statement.Sql))
        {
            throw new MigrationException(
                $"{File}, line {LineAt(statement.Start)}: a script without a transaction holds only \"{ConcurrentIndex.CreateForm}\" and \"{ConcurrentIndex.DropForm}\".");
        }
    }

    [GeneratedRegex(@"^(begin|commit|rollback|abort|end|start\s+transaction|prepare\s+transaction|savepoint|release)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TransactionControl();
}
