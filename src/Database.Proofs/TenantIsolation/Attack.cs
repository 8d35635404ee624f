using Npgsql;
using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.TenantIsolation;

/// <summary>One statement that must not get through, or must get through to its own rows alone.</summary>
/// <param name="Subject">The table, view, function or sequence that is attacked, with its schema.</param>
/// <param name="Probe">What is tried, in the words of the report.</param>
/// <param name="As">Who tries.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Judge">Says what is wrong with the outcome; null when it is as it must be.</param>
/// <param name="Preparation">What the owner of the schemas does first, without triggers, so that nothing else gets into the statement's way.</param>
internal sealed record Attack(string Subject, string Probe, Identity As, string Sql, Func<Outcome, string?> Judge, string Preparation = "");

/// <summary>Under which role a statement runs, and for whom.</summary>
/// <param name="Role">The database role.</param>
/// <param name="Setting">The setting that says who is asking.</param>
/// <param name="Value">Its value.</param>
/// <param name="Words">Who that is, in the words of the report.</param>
internal sealed record Identity(string Role, string Setting, string Value, string Words)
{
    public static Identity Of(string role, Isolation isolation, string owner, string words) => new(role, isolation.Setting, isolation.SettingOf(owner), words);
}

/// <summary>A statement got further than it may.</summary>
internal sealed record Hole(string Subject, string Probe, string Text)
{
    public override string ToString() => $"{Subject}: {Text}";
}

/// <summary>How outcomes are judged. To be refused for lack of a privilege is always good; any other error says that the attack itself was broken.</summary>
internal static class Judge
{
    private const string Refusal = PostgresErrorCodes.InsufficientPrivilege;

    public static string? Refused(Outcome outcome) => outcome.Refused == Refusal ? null : $"was not refused but gave {outcome}";

    public static string? Nothing(Outcome outcome) => outcome.Refused == Refusal || outcome is { Refused: null, Rows: 0 } ? null : $"reached {outcome} instead of none";

    /// <summary>Nobody in particular is asking: an error of any kind, such as that of a text that is no id, is as good as nothing.</summary>
    public static string? NothingOrError(Outcome outcome) => outcome.Refused is not null || outcome.Rows == 0 ? null : $"reached {outcome} instead of none";

    public static string? Allowed(Outcome outcome) => outcome.Refused == Refusal ? "was refused, although it is declared" : null;

    public static Func<Outcome, string?> Exactly(int rows) =>
        outcome => outcome is { Refused: null } && outcome.Rows == rows ? null : $"reached {outcome} instead of its own {rows}";

    /// <summary>Its own rows may be kept from it by a constraint or a trigger, another's must not be among what it reaches.</summary>
    public static Func<Outcome, string?> AtMostOwn(int rows) =>
        outcome => outcome.Refused is not null || outcome.Rows == rows ? null : $"reached {outcome} instead of its own {rows}";

    /// <summary>That a key is taken is another tenant's secret.</summary>
    public static string? KeyIsFree(Outcome outcome) =>
        outcome.Refused == PostgresErrorCodes.UniqueViolation && !Declared.GlobalKeys.Contains(outcome.Constraint) ? $"learned from {outcome.Constraint} that another owner has that key" : null;

    public static string? NotAttached(Outcome outcome) => outcome.Refused is null && outcome.Rows > 0 ? "was attached to another owner's row" : null;
}
