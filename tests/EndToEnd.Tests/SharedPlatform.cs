using TwinPlatform.Testing;
using Xunit;

// Journeys are few and each has its own tenant, but the crash test takes a platform of its own to pieces: one after the other keeps two cores enough.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TwinPlatform.EndToEnd.Tests;

/// <summary>The platform that all journeys share.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPlatform : ICollectionFixture<TestPlatform>
{
    public const string Name = "platform";
}
