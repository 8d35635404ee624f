using System.Text.Json;
using TwinPlatform.Vectors.Local.Filters;

namespace TwinPlatform.Vectors.Tests.Filters;

public sealed class MetadataFilterTests
{
    private const string Record = """{"genre":"drama","year":2020,"new":true,"tags":["a","b"],"empty":[]}""";

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""null""", true)]
    [InlineData("""{"genre":"drama"}""", true)]
    [InlineData("""{"genre":"comedy"}""", false)]
    [InlineData("""{"genre":{"$eq":"drama"},"year":2020}""", true)]
    [InlineData("""{"genre":"drama","year":2021}""", false)]
    [InlineData("""{"year":2020.0}""", true)]
    [InlineData("""{"year":"2020"}""", false)]
    [InlineData("""{"new":true}""", true)]
    [InlineData("""{"new":{"$ne":true}}""", false)]
    [InlineData("""{"tags":"b"}""", true)]
    [InlineData("""{"tags":"c"}""", false)]
    [InlineData("""{"tags":{"$ne":"a"}}""", false)]
    [InlineData("""{"empty":"a"}""", false)]
    [InlineData("""{"missing":"a"}""", false)]
    [InlineData("""{"missing":{"$ne":"a"}}""", true)]
    [InlineData("""{"year":{"$gt":2019,"$lt":2021}}""", true)]
    [InlineData("""{"year":{"$gt":2020}}""", false)]
    [InlineData("""{"year":{"$gte":2020}}""", true)]
    [InlineData("""{"year":{"$lte":2020}}""", true)]
    [InlineData("""{"year":{"$lt":2020}}""", false)]
    [InlineData("""{"genre":{"$gt":1}}""", false)]
    [InlineData("""{"genre":{"$in":["comedy","drama"]}}""", true)]
    [InlineData("""{"genre":{"$in":[]}}""", false)]
    [InlineData("""{"tags":{"$in":["b","z"]}}""", true)]
    [InlineData("""{"year":{"$in":[1,2020,"x"]}}""", true)]
    [InlineData("""{"tags":{"$nin":["b"]}}""", false)]
    [InlineData("""{"tags":{"$nin":["z"]}}""", true)]
    [InlineData("""{"missing":{"$nin":["z"]}}""", true)]
    [InlineData("""{"year":{"$exists":true}}""", true)]
    [InlineData("""{"missing":{"$exists":false}}""", true)]
    [InlineData("""{"missing":{"$exists":true}}""", false)]
    [InlineData("""{"$and":[{"genre":"drama"},{"year":2020}]}""", true)]
    [InlineData("""{"$and":[{"genre":"drama"},{"year":1}]}""", false)]
    [InlineData("""{"$or":[{"genre":"x"},{"year":2020}]}""", true)]
    [InlineData("""{"$or":[{"genre":"x"},{"$and":[{"new":true},{"tags":"a"}]}]}""", true)]
    [InlineData("""{"genre":"drama","$or":[{"year":1}]}""", false)]
    public void Allows(string filter, bool expected)
    {
        var parsed = FilterParser.Parse(JsonElement.Parse(filter), out var problem);

        Assert.Null(problem);
        Assert.Equal(expected, parsed.Allows(JsonElement.Parse(Record)));
    }

    [Fact]
    public void A_record_without_metadata_passes_only_what_asks_for_nothing()
    {
        Assert.False(FilterParser.Parse(JsonElement.Parse("""{"a":1}"""), out _).Allows(metadata: null));
        Assert.True(FilterParser.Parse(JsonElement.Parse("""{"a":{"$ne":1}}"""), out _).Allows(metadata: null));
    }

    [Theory]
    [InlineData("""[]""", "must be an object")]
    [InlineData("""{"a":null}""", "field a")]
    [InlineData("""{"a":["x"]}""", "field a")]
    [InlineData("""{"a":{"$like":"x"}}""", "$like is not a valid operator")]
    [InlineData("""{"a":{"plain":"x"}}""", "plain is not a valid operator")]
    [InlineData("""{"$not":[{"a":1}]}""", "$not is not a valid operator")]
    [InlineData("""{"$and":[]}""", "$and must be a non-empty list")]
    [InlineData("""{"$or":{"a":1}}""", "$or must be a non-empty list")]
    [InlineData("""{"$or":[1]}""", "must be an object")]
    [InlineData("""{"a":{"$gt":"x"}}""", "$gt operator of field a must be followed by a number")]
    [InlineData("""{"a":{"$eq":[1]}}""", "$eq operator")]
    [InlineData("""{"a":{"$in":"x"}}""", "$in operator")]
    [InlineData("""{"a":{"$nin":[{}]}}""", "$nin operator")]
    [InlineData("""{"a":{"$exists":1}}""", "$exists operator")]
    [InlineData("""{"a":"\ud800"}""", "Unicode")]
    public void What_is_not_understood_is_refused_and_never_ignored(string filter, string reason)
    {
        FilterParser.Parse(JsonElement.Parse(filter), out var problem);

        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
