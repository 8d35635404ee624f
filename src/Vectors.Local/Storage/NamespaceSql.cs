namespace TwinPlatform.Vectors.Local.Storage;

/// <summary>The statements on one namespace. They never name it: columns default to it and the row policy checks it.</summary>
internal static class NamespaceSql
{
    /// <summary>Held until the end of the transaction, so that the numbers of a namespace's writes become visible in their order, in any number of processes.</summary>
    public const string LockSql = "select pg_advisory_xact_lock(hashtextextended(current_setting('app.namespace') || '/' || @Index, 6))";

    /// <summary>For a transaction that only reads and must not see half of two writes.</summary>
    public const string LockSharedSql = "select pg_advisory_xact_lock_shared(hashtextextended(current_setting('app.namespace') || '/' || @Index, 6))";

    /// <summary>The number of the last write: 0 for a namespace that does not exist, which is up to date with every write of any namespace.</summary>
    public const string PositionSql = """
        select coalesce(n.lsn, 0) as Lsn, coalesce(n.lsn, s.last_value) as IndexedLsn
        from vectors.lsn s
        left join vectors.namespaces n on n.index_name = @Index
        """;

    public const string PageSql = """
        select id as Id, dense_values as Dense, sparse_indices as SparseIndices, sparse_values as SparseValues, metadata::text as Metadata
        from vectors.records
        where index_name = @Index and id > @After
        order by id
        limit @Limit
        """;

    public const string FetchSql = """
        select id as Id, dense_values as Dense, sparse_indices as SparseIndices, sparse_values as SparseValues, metadata::text as Metadata
        from vectors.records
        where index_name = @Index and id = any(@Ids)
        """;

    public const string CreateSql = """
        insert into vectors.namespaces (index_name, lsn, record_count, metadata_schema)
        values (@Index, nextval('vectors.lsn'), 0, @Schema::jsonb)
        on conflict (namespace, index_name) do nothing
        returning lsn
        """;

    public const string UpsertSql = """
        with written as (
            insert into vectors.records as r (index_name, id, dense_values, sparse_indices, sparse_values, metadata)
            select @Index, id, dense, indices, sparse, metadata::json
            from unnest(@Ids::text[], @Dense::bytea[], @SparseIndices::bytea[], @SparseValues::bytea[], @Metadata::text[]) as given (id, dense, indices, sparse, metadata)
            on conflict (namespace, index_name, id) do update
            set dense_values = excluded.dense_values,
                sparse_indices = excluded.sparse_indices,
                sparse_values = excluded.sparse_values,
                metadata = excluded.metadata
            returning r.xmax = 0 as is_new
        )
        insert into vectors.namespaces as n (index_name, lsn, record_count)
        select @Index, nextval('vectors.lsn'), count(*) filter (where is_new)
        from written
        on conflict (namespace, index_name) do update
        set lsn = excluded.lsn, record_count = n.record_count + excluded.record_count
        returning lsn
        """;

    public const string RelabelSql = """
        with changed as (
            update vectors.records
            set metadata = given.metadata::json
            from unnest(@Ids::text[], @Metadata::text[]) as given (id, metadata)
            where index_name = @Index and records.id = given.id
        )
        update vectors.namespaces
        set lsn = nextval('vectors.lsn')
        where index_name = @Index
        returning lsn
        """;

    public const string DeleteSql = """
        with gone as (
            delete from vectors.records
            where index_name = @Index and id = any(@Ids)
            returning 1
        )
        update vectors.namespaces
        set lsn = nextval('vectors.lsn'), record_count = record_count - (select count(*) from gone)
        where index_name = @Index
        returning lsn
        """;

    /// <summary>The records go with their namespace.</summary>
    public const string DropSql = """
        with gone as (
            delete from vectors.namespaces
            where index_name = @Index
            returning 1
        )
        select nextval('vectors.lsn') from gone
        """;
}
