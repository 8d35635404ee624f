using TwinPlatform.Testing;

namespace TwinPlatform.Knowledge.Tests.Sources;

[Collection(PlatformCollection.Name)]
public sealed class ListSourcesTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task Pages_show_the_sources_of_this_twin_once_newest_first()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var (twin, other) = (await tenant.NewTwinAsync("Ada"), await tenant.NewTwinAsync("Grace"));
        await tenant.AddTextSourceAsync(other, "Elsewhere", "The other twin knows this.");
        var made = new List<Guid>();
        foreach (var title in (string[])["One", "Two", "Three"])
        {
            made.Add((await tenant.AddTextSourceAsync(twin, title, $"{title} is a number.")).SourceId);
        }

        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await tenant.GetAsync($"/v1/twins/{twin}/sources?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page["items"]!.AsArray().Select(source => (Guid)source!["sourceId"]!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        Assert.Equal(made.AsEnumerable().Reverse(), seen);
    }
}
