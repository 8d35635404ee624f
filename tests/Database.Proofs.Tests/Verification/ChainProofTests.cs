using TwinPlatform.Database.Proofs.Verification;
using TwinPlatform.Testing;
using Xunit;
using Xunit.Abstractions;

namespace TwinPlatform.Database.Proofs.Tests.Verification;

/// <summary>What <c>twin db verify</c> says of the chain of the product.</summary>
[Collection(LonelyServer.Collection)]
public sealed class ChainProofTests(LonelyServer server, ITestOutputHelper output)
{
    [InfrastructureFact]
    public async Task Every_step_of_the_chain_can_be_taken_back()
    {
        await using var database = await server.CreateDatabaseAsync();

        var reports = await new ChainProof(database.ConnectionString, Migration.Chain(), output.WriteLine).RunAsync(CancellationToken.None);

        Findings.AssertNone([.. reports.SelectMany(report => report.Findings.Select(finding => $"{report.Step.Version:D4}: {finding}"))]);
        Assert.Equal(Migration.Chain().Count, reports.Count);
    }
}
