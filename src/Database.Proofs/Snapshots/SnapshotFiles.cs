using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Snapshots;

/// <summary>The files that are written from the catalogue: one script for each schema, and the page of the data model.</summary>
internal static class SnapshotFiles
{
    private const string SchemasSql = """
        select nspname from pg_namespace
        where nspname not like 'pg\_%' and nspname not in ('public', 'information_schema')
        order by 1
        """;

    /// <summary>What the files must hold.</summary>
    /// <param name="session">The migrated database.</param>
    /// <returns>Content by path, relative to the project's root.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> WriteAsync(Session session)
    {
        await session.AsOwnerAsync();
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["docs/data-model.md"] = await DataModelPage.WriteAsync(session, new TableRemarks(Migration.Chain())) };
        foreach (var schema in await session.ReadAsync(SchemasSql))
        {
            files[$"src/Database/Snapshots/{schema}.sql"] = await SchemaSnapshot.WriteAsync(session, schema);
        }

        return files;
    }

    /// <summary>The files under <paramref name="root"/> that are missing, hold something else, or describe a schema that is gone.</summary>
    /// <param name="root">The project's root.</param>
    /// <param name="files">What they must hold.</param>
    public static IReadOnlyList<string> Outdated(string root, IReadOnlyDictionary<string, string> files)
    {
        var folder = Path.Combine(root, "src", "Database", "Snapshots");
        var gone = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.sql").Select(path => $"src/Database/Snapshots/{Path.GetFileName(path)}").Where(path => !files.ContainsKey(path))
            : [];
        return [.. files.Where(file => !File.Exists(Path.Combine(root, file.Key)) || File.ReadAllText(Path.Combine(root, file.Key)) != file.Value).Select(file => file.Key), .. gone];
    }
}
