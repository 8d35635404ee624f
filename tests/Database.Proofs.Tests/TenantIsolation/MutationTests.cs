using TwinPlatform.Database.Proofs.TenantIsolation;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.TenantIsolation;

/// <summary>The isolation proof is seen to fail: each wall is broken in each way we know, somebody notices, and says by which probe.</summary>
[Collection(InfrastructureCollection.Name)]
public sealed class MutationTests(IsolationDatabase isolation) : IClassFixture<IsolationDatabase>
{
    [InfrastructureFact]
    public async Task Every_broken_wall_is_noticed()
    {
        var breaches = new List<Breach>();
        await foreach (var some in isolation.Proof.MutateAsync())
        {
            breaches.AddRange(some);
        }

        Findings.AssertNone([.. breaches.Where(breach => breach.NoticedBy is null).Select(breach => $"{breach.Mutation} on {breach.Where}")]);
        Assert.True(breaches.Count > 20 * isolation.Proof.Prey.Count, "Hardly anything was broken.");
        Assert.Contains(new Breach("policy opened", "knowledge.chunks", "select of another's row"), breaches);
        Assert.Contains(new Breach("policy that checks nothing", "chat.messages", "insert for another"), breaches);
        Assert.Contains(new Breach("unique key without the owner of the row", "governance.twins", "insert with a taken key"), breaches);
        Assert.Contains(new Breach("foreign key without the owner of the row", "knowledge.job_logs", "insert that refers to another's row"), breaches);
    }

    [InfrastructureFact]
    public async Task What_was_broken_is_whole_again()
    {
        await isolation.Proof.MutateAsync(new Mutation("opened", [new Fault("knowledge.chunks", "create policy wide on knowledge.chunks to twin_knowledge using (true)")]));

        Findings.AssertNone([.. (await isolation.Proof.AttackAsync()).Select(hole => hole.ToString())]);
    }

    [InfrastructureFact]
    public async Task What_breaks_no_wall_is_noticed_by_nobody()
    {
        var breaches = await isolation.Proof.MutateAsync(new Mutation("a comment", [new Fault("knowledge.chunks", "comment on table knowledge.chunks is 'harmless'")]));

        Assert.Equal([new Breach("a comment", "knowledge.chunks", null)], breaches);
        Assert.Equal(["a comment: 1 times, caught by ", "NOBODY NOTICED: a comment on knowledge.chunks"], IsolationReport.Of(breaches, inFull: false));
    }
}
