-- The bundled vector store speaks Pinecone's API, which knows indexes and namespaces and no tenants: rows are kept apart by namespace.
-- The setting is '=' || namespace: the default namespace is the empty string, and a forgotten setting must not look like it.
create schema vectors;
grant usage on schema vectors to twin_vectors, twin_vectors_crosstenant;

create table vectors.records (
    index_name text not null,
    namespace text not null default substr(current_setting('app.namespace'), 2),
    id text not null check (octet_length(id) between 1 and 512),
    dense_values bytea,
    sparse_indices bytea,
    sparse_values bytea,
    metadata jsonb,
    updated_at timestamptz not null default now(),
    primary key (namespace, index_name, id),
    constraint records_vector check (dense_values is not null or sparse_indices is not null),
    constraint records_sparse check ((sparse_indices is null) = (sparse_values is null))
);

alter table vectors.records enable row level security;
alter table vectors.records force row level security;
create policy namespace on vectors.records to twin_vectors
    using (namespace = (select substr(nullif(current_setting('app.namespace', true), ''), 2)))
    with check (namespace = (select substr(nullif(current_setting('app.namespace', true), ''), 2)));
grant select, insert, update, delete on vectors.records to twin_vectors;

-- Across namespaces: count.
create policy crosstenant on vectors.records for select to twin_vectors_crosstenant using (true);
grant select (index_name, namespace, id) on vectors.records to twin_vectors_crosstenant;
