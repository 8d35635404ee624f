namespace TwinPlatform.Database.Proofs.Linting;

/// <summary>Something that every schema or every migration must keep to.</summary>
/// <param name="Id">L and a number for what the catalogue shows, M and a number for what a migration says or does. Never given to another rule.</param>
/// <param name="Title">The rule, in one sentence.</param>
/// <param name="Why">What goes wrong without it, and who says so.</param>
internal record Rule(string Id, string Title, string Why);

/// <summary>A rule about a migrated database.</summary>
/// <param name="Id">Such as <c>L07</c>.</param>
/// <param name="Title">The rule, in one sentence.</param>
/// <param name="Why">What goes wrong without it.</param>
/// <param name="Sql">Reads the words of <see cref="CatalogueWords"/>; each row is a finding: the place, and what is wrong there.</param>
internal sealed record CatalogueRule(string Id, string Title, string Why, string Sql) : Rule(Id, Title, Why);

/// <summary>A rule about the text of a script.</summary>
/// <param name="Id">Such as <c>M07</c>.</param>
/// <param name="Title">The rule, in one sentence.</param>
/// <param name="Why">What goes wrong without it.</param>
/// <param name="Check">Gives the line of each fault, and what is wrong there.</param>
internal sealed record ScriptRule(string Id, string Title, string Why, Func<Migrations.ScriptText, IEnumerable<(int Line, string What)>> Check) : Rule(Id, Title, Why);

/// <summary>A rule about what a step did to tables that were there before it.</summary>
/// <param name="Id">Such as <c>M27</c>.</param>
/// <param name="Title">The rule, in one sentence.</param>
/// <param name="Why">What goes wrong without it.</param>
/// <param name="Check">Gives the table of each fault, and what is wrong there.</param>
internal sealed record StepRule(string Id, string Title, string Why, Func<Migrations.ObservedStep, IEnumerable<(string Table, string What)>> Check) : Rule(Id, Title, Why);
