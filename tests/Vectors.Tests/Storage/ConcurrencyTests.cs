using TwinPlatform.Testing;
using TwinPlatform.Vectors.Tests.Hosting;
using static TwinPlatform.Vectors.Tests.Hosting.IndexClient;

namespace TwinPlatform.Vectors.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class ConcurrencyTests(StoreFixture fixture)
{
    [InfrastructureFact]
    public async Task Each_of_many_writers_to_one_namespace_finds_its_own_write_at_once()
    {
        using var index = new IndexClient(fixture.Store);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var round = 0; round < 25; round++)
            {
                var own = (uint)(1000 + writer);
                await index.UpsertAsync(Sparse($"{writer}", (1, 1), (own, round + 1)));
                Assert.Equal([($"{writer}", round + 1f)], await index.QueryAsync(new { topK = 5, sparseVector = Entries((own, 1)) }));

                if (round % 5 == 4)
                {
                    await index.PostAsync("vectors/delete", new { ids = new[] { $"{writer}" } });
                    Assert.Empty(await index.QueryAsync(new { topK = 5, sparseVector = Entries((own, 1)) }));
                }
            }
        }));
    }

    [InfrastructureFact]
    public async Task A_query_sees_a_write_wholly_or_not_at_all()
    {
        using var index = new IndexClient(fixture.Store);
        var done = false;
        await index.UpsertAsync([.. Enumerable.Range(0, 50).Select(i => Sparse($"{i}", (1, 1)))]);

        var writer = Task.Run(async () =>
        {
            for (var value = 2; value < 40; value++)
            {
                await index.UpsertAsync([.. Enumerable.Range(0, 50).Select(i => Sparse($"{i}", (1, value)))]);
            }

            Volatile.Write(ref done, true);
        });
        while (!Volatile.Read(ref done) && !writer.IsFaulted)
        {
            var matches = await index.QueryAsync(new { topK = 100, sparseVector = Entries((1, 1)) });
            Assert.Equal(50, matches.Count);
            Assert.Single(matches.Select(match => match.Score).Distinct());
        }

        await writer;
    }
}
