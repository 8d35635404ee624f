using System.Reflection;
using TwinPlatform.Contracts;
using Xunit;

namespace TwinPlatform.Architecture.Tests;

/// <summary>The shape of a slice and of what crosses a process (R9, R10, R15).</summary>
public sealed class SliceTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void A_slice_is_internal_and_static_and_has_one_Handle()
    {
        var slices = Slices().ToList();

        Assert.NotEmpty(slices);
        Assert.Empty(slices.Where(slice => !IsWellFormed(slice)).Select(slice => slice.FullName));
    }

    [Theory]
    [InlineData(typeof(BadSlices.Public), false)]
    [InlineData(typeof(BadSlices.TwoHandles), false)]
    [InlineData(typeof(BadSlices.Good), true)]
    public void A_slice_of_another_shape_is_seen(Type slice, bool wellFormed) => Assert.Equal(wellFormed, IsWellFormed(slice));

    [Fact]
    public void Every_slice_is_named_in_a_test()
    {
        var tests = string.Join('\n', Repository.Files("tests").SelectMany(file => (string[])[Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)]));
        var untested = Slices().Select(slice => slice.Name).Where(name => !tests.Contains(name, StringComparison.Ordinal)).ToList();

        Assert.Empty(untested);
    }

    [Fact]
    public void Request_and_response_names_are_unique_over_all_services() => Assert.Empty(Repeated(Repository.Services.SelectMany(service => service.GetTypes())));

    [Fact]
    public void A_repeated_name_is_seen() => Assert.Equal(["AddRequest"], Repeated([typeof(BadSlices.Public.AddRequest), typeof(BadSlices.Good.AddRequest)]));

    [Fact]
    public void Every_event_carries_its_tenant_and_lies_in_its_owners_folder()
    {
        var events = typeof(ITenantEvent).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("TwinPlatform.Contracts.Events", StringComparison.Ordinal) is true && !type.IsNested).ToList();

        Assert.NotEmpty(events);
        Assert.All(events, type => Assert.True(typeof(ITenantEvent).IsAssignableFrom(type), type.Name));
        Assert.Empty(typeof(ITenantEvent).Assembly.GetTypes().Where(type => typeof(ITenantEvent).IsAssignableFrom(type) && type != typeof(ITenantEvent)).Except(events));
    }

    [Fact]
    public void Contracts_holds_data_and_no_logic() =>
        Assert.Empty(typeof(ITenantEvent).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("TwinPlatform.Contracts.Events", StringComparison.Ordinal) is true)
            .SelectMany(type => type.GetMethods(Everything))
            .Where(method => !method.IsSpecialName && method.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null)
            .Select(method => $"{method.DeclaringType}.{method.Name}"));

    private static IEnumerable<Type> Slices() => Repository.Services.SelectMany(service => service.GetTypes())
        .Where(type => !type.IsNested && type.GetMethods(Everything).Any(method => method.Name == "Handle"));

    private static bool IsWellFormed(Type slice) =>
        slice is { IsAbstract: true, IsSealed: true, IsPublic: false, IsNestedPublic: false } && slice.GetMethods(Everything).Count(method => method.Name == "Handle") == 1;

    private static IEnumerable<string> Repeated(IEnumerable<Type> types) => types
        .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.EndsWith("Response", StringComparison.Ordinal) || type.Name.EndsWith("View", StringComparison.Ordinal))
        .GroupBy(type => type.Name).Where(name => name.Count() > 1).Select(name => name.Key);

    private static class BadSlices
    {
        public static class Public
        {
            public static void Handle()
            {
            }

            internal sealed record AddRequest;
        }

        internal static class TwoHandles
        {
            public static void Handle()
            {
            }

            public static void Handle(int again) => _ = again;
        }

        internal static class Good
        {
            public static void Handle()
            {
            }

            internal sealed record AddRequest;
        }
    }
}
