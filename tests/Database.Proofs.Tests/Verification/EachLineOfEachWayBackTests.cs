using Npgsql;
using TwinPlatform.Database.Proofs.Verification;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Verification;

/// <summary>No line of a way down is for show: without it, <c>twin db verify</c> fails.</summary>
[Collection(LonelyServer.Collection)]
public sealed class EachLineOfEachWayBackTests(LonelyServer server)
{
    private const string LossHeader = "-- loses:";

    private static readonly IReadOnlyList<Migration> Chain = Migration.Chain();

    [InfrastructureFact]
    public async Task Is_missed_when_it_is_left_out()
    {
        await using var database = await server.CreateDatabaseAsync();
        var since = await database.NowAsync();
        var proof = new StepProof(database.ConnectionString, Chain, since);
        var (unmissed, suspects, tried) = (new List<string>(), new List<(Migration Mutant, string Name)>(), 0);
        foreach (var step in Chain)
        {
            var report = await proof.ProveAsync(step, CancellationToken.None);
            Findings.AssertNone(report.Findings);
            foreach (var (number, line, script) in WithoutEachLine(step.Down))
            {
                tried++;
                var name = $"{step.Version:D4}_{step.Name}.down.sql, line {number}: {line}";
                if (line.StartsWith(LossHeader, StringComparison.Ordinal))
                {
                    unmissed.AddRange(report.Lost.Count > 0 ? [] : [name]);
                }
                else if (await LooksUnharmedAsync(database, since, step.Down, script))
                {
                    suspects.Add((step with { Down = script }, name));
                }
            }
        }

        // What the rows of the version before do not show, later rows may: these few go through the whole proof.
        foreach (var (mutant, name) in suspects)
        {
            unmissed.AddRange(await WholeProofPassesAsync(mutant) ? [name] : []);
        }

        Findings.AssertNone(unmissed);
        Assert.True(tried > Chain.Count, "There were hardly any lines to leave out.");
    }

    /// <summary>The script without each line in turn; empty lines and comments are no part of it.</summary>
    private static IEnumerable<(int Number, string Line, string Script)> WithoutEachLine(string script)
    {
        var lines = script.Split('\n');
        return lines.Index()
            .Where(line => line.Item.Trim().Length > 0 && (!line.Item.TrimStart().StartsWith("--", StringComparison.Ordinal) || line.Item.StartsWith(LossHeader, StringComparison.Ordinal)))
            .Select(line => (line.Index + 1, line.Item.Trim(), string.Join('\n', [.. lines[..line.Index], .. lines[(line.Index + 1)..]])));
    }

    /// <summary>True when the script leads to the same state as the whole one; both are taken back.</summary>
    private static async Task<bool> LooksUnharmedAsync(LonelyDatabase database, DateTimeOffset since, string whole, string mutant)
    {
        await using var connection = await database.OpenAsync();
        var expected = await AfterAsync(whole);
        var found = await AfterAsync(mutant);
        return expected is not null && found is not null && !expected.DifferencesTo(found).Any();

        async Task<State?> AfterAsync(string script)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            try
            {
                await using var command = new NpgsqlCommand(script, connection, transaction);
                await command.ExecuteNonQueryAsync();
                return await State.ReadAsync(connection, since);
            }
            catch (PostgresException)
            {
                return null;
            }
        }
    }

    private async Task<bool> WholeProofPassesAsync(Migration mutant)
    {
        await using var database = await server.CreateDatabaseAsync();
        Migration[] chain = [.. Chain.Take(mutant.Version - 1), mutant];
        if (mutant.Version > 1)
        {
            await new MigrationRunner(database.ConnectionString, chain[..^1], _ => { }).UpAsync(CancellationToken.None);
        }

        return (await new StepProof(database.ConnectionString, chain, await database.NowAsync()).ProveAsync(mutant, CancellationToken.None)).Findings.Count == 0;
    }
}
