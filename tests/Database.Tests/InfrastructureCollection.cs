using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Tests;

/// <summary>The tests that share one PostgreSQL and one RabbitMQ.</summary>
[CollectionDefinition(Name)]
public sealed class InfrastructureCollection : ICollectionFixture<TestInfrastructure>
{
    public const string Name = "infrastructure";
}
