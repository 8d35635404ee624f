using ArchUnitNET.Loader;
using Xunit;

namespace TwinPlatform.Architecture.Tests
{
    /// <summary>
    /// The domains of a service do not know each other, and its infrastructure knows none of them (R6, R7, R8). A domain is a namespace right under the service's,
    /// read from what was built: a new one is covered the day it appears.
    /// </summary>
    public sealed class DomainTests
    {
        private const string Infrastructure = "Infrastructure";

        /// <summary>Domains that stand on another one, in one direction, and why.</summary>
        private static readonly Dictionary<(string Domain, string Other), string> Allowed = [];

        [Fact]
        public void No_domain_knows_another_and_infrastructure_knows_none()
        {
            var found = Repository.Services.ToDictionary(service => service.GetName().Name!, Violations);

            Assert.Empty(found.SelectMany(service => service.Value));
            Assert.All(Repository.Services, service => Assert.NotEmpty(Domains(service)));
        }

        [Fact]
        public void A_domain_that_knows_another_is_seen() => Assert.Contains(
            Violations(typeof(Bad.Invoices.Invoice).Assembly, "TwinPlatform.Architecture.Tests.Bad"),
            violation => violation.Contains("Bad.Orders.Order knows", StringComparison.Ordinal) && violation.Contains("Invoices", StringComparison.Ordinal));

        [Fact]
        public void Infrastructure_that_knows_a_domain_is_seen() => Assert.Contains(
            Violations(typeof(Bad.Invoices.Invoice).Assembly, "TwinPlatform.Architecture.Tests.Bad"),
            violation => violation.Contains("Bad.Infrastructure.Store knows", StringComparison.Ordinal));

        private static IEnumerable<string> Domains(System.Reflection.Assembly service) => service.GetTypes()
            .Select(type => DomainOf(type.FullName!, RootOf(service))).OfType<string>().Where(domain => domain != Infrastructure).Distinct();

        private static string RootOf(System.Reflection.Assembly service) => service.GetName().Name!.Replace(".Service", "", StringComparison.Ordinal);

        private static IReadOnlyList<string> Violations(System.Reflection.Assembly service) => Violations(service, RootOf(service));

        private static List<string> Violations(System.Reflection.Assembly assembly, string root)
        {
            var architecture = new ArchLoader().LoadAssembly(assembly).Build();
            return
            [
                .. from type in architecture.Types
                   let domain = DomainOf(type.FullName, root)
                   where domain is not null
                   from dependency in type.Dependencies
                   let other = DomainOf(dependency.Target.FullName, root)
                   where other is not null && other != domain && other != Infrastructure && !Allowed.ContainsKey(($"{root}.{domain}", other))
                   group dependency by (Type: type.FullName, Other: other) into known
                   select $"{known.Key.Type} knows {known.Key.Other} ({known.First().Target.Name})",
            ];
        }

        /// <returns>The first name behind the root's, when a type lies deeper than that.</returns>
        private static string? DomainOf(string fullName, string root)
        {
            if (!fullName.StartsWith(root + ".", StringComparison.Ordinal))
            {
                return null;
            }

            var rest = fullName[(root.Length + 1)..].Split('.', '+', '/');
            return rest.Length > 1 ? rest[0] : null;
        }
    }
}

namespace TwinPlatform.Architecture.Tests.Bad.Invoices
{
    internal sealed record Invoice(int Number);
}

namespace TwinPlatform.Architecture.Tests.Bad.Orders
{
    internal sealed record Order(TwinPlatform.Architecture.Tests.Bad.Invoices.Invoice Invoice);
}

namespace TwinPlatform.Architecture.Tests.Bad.Infrastructure
{
    internal sealed record Store(TwinPlatform.Architecture.Tests.Bad.Orders.Order Order);
}
