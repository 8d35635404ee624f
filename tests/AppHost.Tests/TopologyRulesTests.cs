using Xunit;

namespace TwinPlatform.AppHost.Tests;

/// <summary>What the real Aspire refuses is refused here too, so that it is noticed before anybody runs it there.</summary>
public sealed class TopologyRulesTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Theory]
    [InlineData("twins_api")]
    [InlineData("1st")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("größe")]
    public void A_name_that_Aspire_refuses_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => _builder.AddParameter(name));

    [Fact]
    public void A_name_of_65_characters_is_refused() =>
        Assert.Throws<ArgumentException>(() => _builder.AddParameter(new string('a', 65)));

    [Fact]
    public void Names_are_unique_without_regard_to_case_and_kind()
    {
        _builder.AddParameter("messaging");

        var refusal = Assert.Throws<DistributedApplicationException>(() => _builder.AddConnectionString("Messaging"));

        Assert.Contains("already exists", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_health_check_needs_an_endpoint()
    {
        var program = _builder.AddExecutable("program", "true", ".");

        Assert.Throws<DistributedApplicationException>(() => program.WithHttpHealthCheck("/health"));
    }

    [Fact]
    public void A_missing_endpoint_is_an_error_as_soon_as_its_address_is_needed()
    {
        var missing = _builder.AddProject<Projects.AppHost_Sample_Service>("web").GetEndpoint("https");

        var error = Assert.Throws<InvalidOperationException>(() => missing.Url);

        Assert.Equal("The endpoint `https` is not defined for the resource `web`.", error.Message);
    }

    [Fact]
    public async Task An_expression_keeps_its_braces_and_fills_its_holes()
    {
        var key = _builder.AddParameter("key", "secret", secret: true);

        var expression = ReferenceExpression.Create($"{{{key}}} of {"you"}");

        Assert.Equal("{secret} of you", await expression.GetValueAsync());
        Assert.Equal("{{key.value}} of you", expression.ValueExpression);
    }

    [Theory]
    [InlineData("Parameters:operator-key")]
    [InlineData("Parameters:operator_key")]
    public async Task A_configured_parameter_wins_over_its_default(string key)
    {
        _builder.Configuration[key] = "configured";

        var parameter = _builder.AddParameter("operator-key", "default");

        Assert.Equal("configured", await parameter.Resource.GetValueAsync());
    }
}
