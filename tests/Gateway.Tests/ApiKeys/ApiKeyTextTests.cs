using System.Security.Cryptography;
using System.Text;
using TwinPlatform.Platform.ApiKeys;
using Xunit;

namespace TwinPlatform.Gateway.Tests.ApiKeys;

/// <summary>The text of a key: recognisable, and refused without a lookup when it is mistyped.</summary>
public sealed class ApiKeyTextTests
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    [Fact]
    public void A_new_key_has_the_documented_shape_and_is_well_formed()
    {
        var key = ApiKeyText.Create();

        Assert.Matches("^tdp_live_[0-9A-Za-z]{49}$", key);
        Assert.True(ApiKeyText.IsWellFormed(key));
    }

    [Fact]
    public void A_thousand_keys_are_a_thousand_different_keys() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => ApiKeyText.Create()).Distinct().Count());

    [Fact]
    public void Every_wrong_character_at_every_place_is_caught()
    {
        var key = ApiKeyText.Create();
        for (var i = 0; i < key.Length; i++)
        {
            foreach (var wrong in Base62.Where(digit => digit != key[i]))
            {
                Assert.False(ApiKeyText.IsWellFormed(string.Concat(key.AsSpan(0, i), wrong.ToString(), key.AsSpan(i + 1))), $"position {i}, {wrong}");
            }
        }
    }

    [Fact]
    public void Every_two_swapped_neighbours_are_caught()
    {
        foreach (var key in Enumerable.Range(0, 20).Select(_ => ApiKeyText.Create()))
        {
            for (var i = 0; i + 1 < key.Length; i++)
            {
                var swapped = string.Concat(key.AsSpan(0, i), key[i + 1].ToString(), key[i].ToString(), key.AsSpan(i + 2));
                Assert.Equal(key[i] == key[i + 1], ApiKeyText.IsWellFormed(swapped));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("tdp_live_")]
    [InlineData("sk-1234567890")]
    public void Another_text_is_no_key(string text) => Assert.False(ApiKeyText.IsWellFormed(text));

    [Fact]
    public void A_key_cut_short_or_with_more_behind_it_is_no_key()
    {
        var key = ApiKeyText.Create();

        Assert.False(ApiKeyText.IsWellFormed(key[..^1]));
        Assert.False(ApiKeyText.IsWellFormed(key + "0"));
    }

    [Fact]
    public void What_lists_show_is_the_prefix_and_four_digits()
    {
        var key = ApiKeyText.Create();

        Assert.Equal(key[..13], ApiKeyText.DisplayPrefix(key));
    }

    [Fact]
    public void What_is_stored_is_the_sha256_of_the_whole_text()
    {
        var key = ApiKeyText.Create();

        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(key)), ApiKeyText.Hash(key));
    }
}
