using TwinPlatform.Testing;

namespace TwinPlatform.Knowledge.Tests;

/// <summary>The tests that share one running platform.</summary>
[CollectionDefinition(Name)]
public sealed class PlatformCollection : ICollectionFixture<TestPlatform>
{
    public const string Name = "platform";
}
