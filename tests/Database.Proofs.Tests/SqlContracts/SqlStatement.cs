using System.Reflection;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Database.Proofs.Tests.SqlContracts;

/// <summary>A constant <c>…Sql</c> of the product.</summary>
/// <param name="FullName">The constant, with the type that holds it.</param>
/// <param name="Schema">The schema of the service that holds it; null for what runs in whichever schema has the tables (outbox, inbox).</param>
/// <param name="MayCrossTenants">Whether its class takes the side door, and so may need the cross-tenant role.</param>
/// <param name="Text">The statement.</param>
internal sealed record SqlStatement(string FullName, string? Schema, bool MayCrossTenants, string Text)
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Every such constant of the services and of their door to the database, found in what was built: a new one is covered the day it appears.</summary>
    public static IReadOnlyList<SqlStatement> All { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "TwinPlatform.*.dll").Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(name => name == "TwinPlatform.Platform.Data" || SchemaOf(name) is not null)
            .Select(Assembly.Load)
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(Everything)
                .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string) && field.Name.EndsWith("Sql", StringComparison.Ordinal))
                .Select(field => new SqlStatement($"{type.FullName}.{field.Name}", SchemaOf(type.Assembly.GetName().Name!), TakesTheSideDoor(type), (string)field.GetRawConstantValue()!)))
            .OrderBy(statement => statement.FullName, StringComparer.Ordinal),
    ];

    private static bool TakesTheSideDoor(Type home) => home.GetConstructors(Everything).Cast<MethodBase>().Concat(home.GetMethods(Everything))
        .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType))
        .Contains(typeof(CrossTenantDb));

    private static string? SchemaOf(string assembly) => assembly switch
    {
        "TwinPlatform.Vectors.Local" => "vectors",
        _ when assembly.EndsWith(".Service", StringComparison.Ordinal) => assembly.Split('.')[1].ToLowerInvariant(),
        _ => null,
    };
}
