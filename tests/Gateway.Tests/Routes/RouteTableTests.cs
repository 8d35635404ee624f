using System.Text.RegularExpressions;
using TwinPlatform.Contracts;
using TwinPlatform.Gateway.Routes;
using Xunit;

namespace TwinPlatform.Gateway.Tests.Routes;

/// <summary>What the table of public routes promises in itself; that it agrees with the services is checked by the architecture tests.</summary>
public sealed class RouteTableTests
{
    [Fact]
    public void No_route_stands_there_twice() =>
        Assert.Equal(RouteTable.All.Count, RouteTable.All.Select(route => (route.Method, Regex.Replace(route.Path, @"\{\w+\}", "{}"))).Distinct().Count());

    [Fact]
    public void Every_route_asks_for_a_scope_that_exists() =>
        Assert.All(RouteTable.All, route => Assert.Contains(route.Scope, Scopes.Grantable.Append(Scopes.TenantsAdmin)));

    [Fact]
    public void Only_tenants_are_made_with_the_operators_scope() =>
        Assert.All(RouteTable.All.Where(route => route.Scope == Scopes.TenantsAdmin), route => Assert.Equal("/v1/tenants", route.Path));

    [Fact]
    public void Every_path_is_versioned_and_a_twin_in_it_is_called_twinId() => Assert.All(RouteTable.All, route =>
    {
        Assert.StartsWith("/v1/", route.Path, StringComparison.Ordinal);
        Assert.Equal(Regex.IsMatch(route.Path, "^/v1/twins/."), route.Path.Contains("{twinId}", StringComparison.Ordinal));
    });

    [Fact]
    public void A_scope_that_reads_is_asked_for_by_GET_alone() =>
        Assert.All(RouteTable.All, route => Assert.Equal(route.Method == "GET", route.Scope.EndsWith(":read", StringComparison.Ordinal)));
}
