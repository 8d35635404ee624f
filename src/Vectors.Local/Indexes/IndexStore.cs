using System.Text.Json;
using TwinPlatform.Platform.Data;

namespace TwinPlatform.Vectors.Local.Indexes;

/// <summary>The catalogue of indexes in PostgreSQL.</summary>
internal sealed class IndexStore(NamespaceDb db, CrossTenantDb across)
{
    /// <summary>The rows of the catalogue are filed under the default namespace.</summary>
    private const string Catalogue = "";

    private const string AllSql = """
        select index_name as Name, vector_type as VectorType, metric as Metric, dimension as Dimension, status as Status,
            deletion_protection as DeletionProtection, tags::text as Tags, cloud as Cloud, region as Region
        from vectors.indexes
        order by index_name
        """;

    private const string InsertSql = """
        insert into vectors.indexes (index_name, vector_type, metric, dimension, status, deletion_protection, tags, cloud, region)
        values (@Name, @VectorType, @Metric, @Dimension, 'ready', @DeletionProtection, @Tags::jsonb, @Cloud, @Region)
        on conflict (namespace, index_name) do nothing
        """;

    private const string ConfigureSql = """
        update vectors.indexes
        set deletion_protection = @DeletionProtection, tags = @Tags::jsonb
        where index_name = @Name and status = 'ready'
        """;

    private const string TerminateSql = """
        update vectors.indexes
        set status = 'terminating'
        where index_name = @Name and not deletion_protection
        """;

    private const string DeleteSql = """
        delete from vectors.indexes
        where index_name = @Name and status = 'terminating'
        """;

    private const string NamespacesSql = """
        select namespace
        from vectors.namespaces
        where index_name = @Name
        limit 1000
        """;

    public async Task<IReadOnlyList<IndexDefinition>> AllAsync(CancellationToken ct) =>
        [.. (await db.QueryAsync<IndexRow>(Catalogue, AllSql, null, ct)).Select(row => row.ToDefinition())];

    /// <returns>False when there is an index of this name.</returns>
    public async Task<bool> AddAsync(IndexDefinition index, CancellationToken ct) =>
        await db.ExecuteAsync(Catalogue, InsertSql, IndexRow.Of(index), ct) == 1;

    /// <summary>Stores what may change of an index.</summary>
    /// <returns>False when there is no such index, or it is being deleted.</returns>
    public async Task<bool> ConfigureAsync(IndexDefinition index, CancellationToken ct) =>
        await db.ExecuteAsync(Catalogue, ConfigureSql, IndexRow.Of(index), ct) == 1;

    /// <returns>False when there is no such index, or it is protected.</returns>
    public async Task<bool> TerminateAsync(string name, CancellationToken ct) =>
        await db.ExecuteAsync(Catalogue, TerminateSql, new { Name = name }, ct) == 1;

    public Task DeleteAsync(string name, CancellationToken ct) => db.ExecuteAsync(Catalogue, DeleteSql, new { Name = name }, ct);

    /// <returns>Some of the namespaces of an index; none when it has none.</returns>
    public Task<IReadOnlyList<string>> NamespacesAsync(string name, CancellationToken ct) => across.QueryAsync<string>(NamespacesSql, new { Name = name }, ct);

    private sealed record IndexRow(
        string Name, string VectorType, string Metric, int? Dimension, string Status, bool DeletionProtection, string Tags, string Cloud, string Region)
    {
        private const string Terminating = "terminating";

        public static IndexRow Of(IndexDefinition index) => new(
            index.Name,
            index.Form.VectorType.ToWire(),
            index.Form.Metric.ToWire(),
            index.Form.Dimension,
            index.IsTerminating ? Terminating : "ready",
            index.DeletionProtection,
            JsonSerializer.Serialize(index.Tags),
            index.Cloud,
            index.Region);

        public IndexDefinition ToDefinition() => new(Name, new IndexForm
        {
            VectorType = WireNames.TryRead<VectorType>(VectorType, out var type) ? type : throw new InvalidDataException($"Index {Name} has no known vector type."),
            Metric = WireNames.TryRead<Metric>(Metric, out var metric) ? metric : throw new InvalidDataException($"Index {Name} has no known metric."),
            Dimension = Dimension,
        })
        {
            IsTerminating = Status == Terminating,
            DeletionProtection = DeletionProtection,
            Tags = JsonSerializer.Deserialize<Dictionary<string, string>>(Tags)!,
            Cloud = Cloud,
            Region = Region,
        };
    }
}
