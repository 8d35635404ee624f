namespace TwinPlatform.Vectors.Tests.Conformance;

/// <summary>What a vector store keeps to, whichever client asks. One suite: our client and Pinecone's own run it against the bundled store.</summary>
public static class Promises
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly PassageFilter Mine = new(Tenant);
    private static readonly Dictionary<uint, float> One = new() { [1] = 1 };

    private static readonly Func<IConformingClient, string, Task>[] All =
    [
        What_was_written_is_found_at_once_best_first,
        A_record_written_again_replaces_the_one_before,
        Thousands_of_records_in_one_call_are_all_there,
        The_filter_comes_before_the_ranking,
        Another_tenants_records_are_never_found,
        The_largest_dimension_and_the_smallest_weight_survive,
        Ids_are_listed_in_the_order_of_their_bytes_and_by_prefix,
        Deleted_records_are_gone_and_counted_off,
        A_filter_deletes_what_it_allows_and_nothing_else,
        Everything_can_be_deleted_and_written_again,
        Namespaces_never_mix,
        A_name_may_hold_any_character,
    ];

    /// <summary>The promises by name, a test case each.</summary>
    public static TheoryData<string> Names => [.. All.Select(promise => promise.Method.Name)];

    public static Task KeepAsync(string promise, IConformingClient client) =>
        All.Single(each => each.Method.Name == promise)(client, $"promise-{Guid.CreateVersion7()}");

    private static async Task What_was_written_is_found_at_once_best_first(IConformingClient client, string name)
    {
        for (var weight = 1; weight <= 3; weight++)
        {
            await client.UpsertAsync(name, [Passage($"{weight}", (1, weight))]);
            Assert.Equal(($"{weight}", (float)weight), (await client.QueryAsync(name, One, 1, Mine)).Single());
        }

        Assert.Equal([("3", 3f), ("2", 2f), ("1", 1f)], await client.QueryAsync(name, One, 10, Mine));
        Assert.Empty(await client.QueryAsync(name, new Dictionary<uint, float> { [9] = 1 }, 10, Mine));
    }

    private static async Task A_record_written_again_replaces_the_one_before(IConformingClient client, string name)
    {
        await client.UpsertAsync(name, [Passage("a", (1, 5), (2, 5))]);
        await client.UpsertAsync(name, [Passage("a", (1, 1))]);

        Assert.Equal([("a", 1f)], await client.QueryAsync(name, new Dictionary<uint, float> { [1] = 1, [2] = 1 }, 10, Mine));
        Assert.Equal(1, await client.CountAsync(name));
    }

    private static async Task Thousands_of_records_in_one_call_are_all_there(IConformingClient client, string name)
    {
        await client.UpsertAsync(name, [.. Enumerable.Range(1, 2100).Select(i => Passage($"{i:D4}", (1, i)))]);

        Assert.Equal(2100, await client.CountAsync(name));
        Assert.Equal([("2100", 2100f), ("2099", 2099f)], await client.QueryAsync(name, One, 2, Mine));
        Assert.Equal(2100, (await client.QueryAsync(name, One, 10_000, Mine)).Count);
    }

    private static async Task The_filter_comes_before_the_ranking(IConformingClient client, string name)
    {
        var (loud, quiet) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await client.UpsertAsync(name, [.. Enumerable.Range(0, 50).Select(i => Passage($"loud-{i}", (1, 100)) with { Source = loud })]);
        await client.UpsertAsync(name, [Passage("quiet", (1, 1)) with { Source = quiet }]);

        Assert.Equal([("quiet", 1f)], await client.QueryAsync(name, One, 1, Mine with { Sources = [quiet, Guid.CreateVersion7()] }));
    }

    private static async Task Another_tenants_records_are_never_found(IConformingClient client, string name)
    {
        await client.UpsertAsync(name, [Passage("a", (1, 1))]);

        Assert.Empty(await client.QueryAsync(name, One, 10, new PassageFilter(Guid.CreateVersion7())));
    }

    private static async Task The_largest_dimension_and_the_smallest_weight_survive(IConformingClient client, string name)
    {
        await client.UpsertAsync(name, [Passage("a", (uint.MaxValue, 1e-30f))]);

        Assert.Equal([("a", 1e-30f)], await client.QueryAsync(name, new Dictionary<uint, float> { [uint.MaxValue] = 1 }, 1, Mine));
    }

    private static async Task Ids_are_listed_in_the_order_of_their_bytes_and_by_prefix(IConformingClient client, string name)
    {
        string[] ids = ["B#1", "a#1", "a#10", "a#2", .. Enumerable.Range(0, 205).Select(i => $"c{i:D3}")];
        await client.UpsertAsync(name, [.. ids.Reverse().Select(id => Passage(id, (1, 1)))]);

        Assert.Equal(ids, await client.ListAsync(name, ""));
        Assert.Equal(["a#1", "a#10", "a#2"], await client.ListAsync(name, "a#"));
        Assert.Empty(await client.ListAsync(name, "A"));
    }

    private static async Task Deleted_records_are_gone_and_counted_off(IConformingClient client, string name)
    {
        await client.UpsertAsync(name, [Passage("a", (1, 1)), Passage("b", (1, 2)), Passage("c", (1, 3))]);

        await client.DeleteAsync(name, ["c", "a", "nobody"]);

        Assert.Equal([("b", 2f)], await client.QueryAsync(name, One, 10, Mine));
        Assert.Equal(["b"], await client.ListAsync(name, ""));
        Assert.Equal(1, await client.CountAsync(name));
    }

    private static async Task A_filter_deletes_what_it_allows_and_nothing_else(IConformingClient client, string name)
    {
        var (gone, kept) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await client.UpsertAsync(name, [Passage("a", (1, 1)) with { Source = gone }, Passage("b", (1, 1)) with { Source = kept }]);

        await client.DeleteAsync(name, Mine with { Sources = [gone] });
        await client.DeleteAsync(name, new PassageFilter(Guid.CreateVersion7()));

        Assert.Equal(["b"], await client.ListAsync(name, ""));
    }

    private static async Task Everything_can_be_deleted_and_written_again(IConformingClient client, string name)
    {
        await client.UpsertAsync(name, [Passage("a", (1, 1)), Passage("b", (1, 1))]);
        await client.DeleteAllAsync(name);
        Assert.Empty(await client.QueryAsync(name, One, 10, Mine));

        await client.UpsertAsync(name, [Passage("c", (1, 1))]);
        Assert.Equal([("c", 1f)], await client.QueryAsync(name, One, 10, Mine));
    }

    private static async Task Namespaces_never_mix(IConformingClient client, string name)
    {
        await client.UpsertAsync(name, [Passage("a", (1, 1))]);
        await client.UpsertAsync(name + "-other", [Passage("a", (1, 7)), Passage("b", (1, 1))]);

        await client.DeleteAsync(name + "-other", ["a"]);

        Assert.Equal([("a", 1f)], await client.QueryAsync(name, One, 10, Mine));
        Assert.Equal(["b"], await client.ListAsync(name + "-other", ""));
    }

    private static async Task A_name_may_hold_any_character(IConformingClient client, string name)
    {
        name += " /?&%2F#+ü";
        await client.UpsertAsync(name, [Passage("a b/c?d&e=f%20", (1, 1))]);

        Assert.Equal(1, await client.CountAsync(name));
        Assert.Equal(["a b/c?d&e=f%20"], await client.ListAsync(name, "a b/"));
    }

    private static Passage Passage(string id, params (uint Dimension, float Weight)[] entries) =>
        new(id, Tenant, Guid.CreateVersion7(), entries.ToDictionary(entry => entry.Dimension, entry => entry.Weight));
}
