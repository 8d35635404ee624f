using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Governance.Tests;

/// <summary>The tests that share one running platform.</summary>
[CollectionDefinition(Name)]
public sealed class PlatformCollection : ICollectionFixture<TestPlatform>
{
    public const string Name = "platform";
}
