using Xunit;

namespace TwinPlatform.Testing;

/// <summary>A test on real infrastructure: skipped on a laptop that lacks it, failed on a build server that does.</summary>
public sealed class InfrastructureFactAttribute : FactAttribute
{
    public InfrastructureFactAttribute() => Skip = Prerequisites.SkipReason;
}

/// <inheritdoc cref="InfrastructureFactAttribute"/>
public sealed class InfrastructureTheoryAttribute : TheoryAttribute
{
    public InfrastructureTheoryAttribute() => Skip = Prerequisites.SkipReason;
}
