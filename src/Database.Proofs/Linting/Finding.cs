namespace TwinPlatform.Database.Proofs.Linting;

/// <summary>One thing to change.</summary>
/// <param name="Rule">The rule that asks for it, such as <c>L07</c>.</param>
/// <param name="Place">A table, a role, or a script and its line.</param>
/// <param name="What">What is wrong there, with the name of the index, column or policy it is about.</param>
internal sealed record Finding(string Rule, string Place, string What)
{
    public override string ToString() => $"{Rule} {Place}: {What}";
}
