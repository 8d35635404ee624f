-- The bundled vector store speaks Pinecone's API, which knows indexes and namespaces and no tenants: rows are kept apart by namespace.
-- The setting is '=' || namespace: the default namespace is the empty string, and a forgotten setting must not look like it.
create schema vectors;
grant usage on schema vectors to twin_vectors, twin_vectors_crosstenant;

-- One number per write. It only grows, also for a namespace that is deleted and made again, so that "newer than" always has an answer.
create sequence vectors.lsn as bigint;
grant usage, select on sequence vectors.lsn to twin_vectors;

-- The catalogue of indexes, which belongs to no namespace: its rows are the default namespace's, so that one wall keeps all tables.
create table vectors.indexes (
    namespace text collate "C" not null default substr(current_setting('app.namespace'), 2) check (octet_length(namespace) <= 512),
    index_name text collate "C" not null check (octet_length(index_name) between 1 and 45),
    vector_type text not null check (vector_type in ('sparse', 'dense')),
    metric text not null check (metric in ('dotproduct', 'cosine', 'euclidean')),
    dimension integer check (dimension between 1 and 20000),
    -- An index that is being deleted stays until its last namespace is gone, so that a crash in between is finished by the next start.
    status text not null check (status in ('ready', 'terminating')),
    deletion_protection boolean not null,
    tags jsonb not null check (jsonb_typeof(tags) = 'object'),
    cloud text not null check (octet_length(cloud) between 1 and 100),
    region text not null check (octet_length(region) between 1 and 100),
    primary key (namespace, index_name),
    constraint indexes_dimension check ((dimension is null) = (vector_type = 'sparse')),
    constraint indexes_metric check (vector_type = 'dense' or metric = 'dotproduct')
);

create table vectors.namespaces (
    namespace text collate "C" not null default substr(current_setting('app.namespace'), 2) check (octet_length(namespace) <= 512),
    index_name text collate "C" not null check (octet_length(index_name) between 1 and 45),
    lsn bigint not null,
    record_count bigint not null check (record_count >= 0),
    -- Which metadata fields the maker of the namespace declared; told again to who asks.
    metadata_schema jsonb check (jsonb_typeof(metadata_schema) = 'object'),
    primary key (namespace, index_name)
);

create table vectors.records (
    namespace text collate "C" not null default substr(current_setting('app.namespace'), 2),
    index_name text collate "C" not null,
    id text collate "C" not null check (octet_length(id) between 1 and 512),
    dense_values bytea,
    sparse_indices bytea,
    sparse_values bytea,
    -- Kept as it was written; filters are evaluated by the store. jsonb would refuse the string "\u0000", which Pinecone takes.
    metadata json,
    primary key (namespace, index_name, id),
    constraint records_namespace foreign key (namespace, index_name) references vectors.namespaces on delete cascade,
    constraint records_vector check (dense_values is not null or sparse_indices is not null),
    constraint records_sparse check ((sparse_indices is null) = (sparse_values is null))
);

alter table vectors.indexes enable row level security;
alter table vectors.indexes force row level security;
create policy namespace on vectors.indexes to twin_vectors
    using (namespace = (select substr(nullif(current_setting('app.namespace', true), ''), 2)))
    with check (namespace = (select substr(nullif(current_setting('app.namespace', true), ''), 2)));
grant select, insert, update, delete on vectors.indexes to twin_vectors;

alter table vectors.namespaces enable row level security;
alter table vectors.namespaces force row level security;
create policy namespace on vectors.namespaces to twin_vectors
    using (namespace = (select substr(nullif(current_setting('app.namespace', true), ''), 2)))
    with check (namespace = (select substr(nullif(current_setting('app.namespace', true), ''), 2)));
grant select, insert, update, delete on vectors.namespaces to twin_vectors;

alter table vectors.records enable row level security;
alter table vectors.records force row level security;
create policy namespace on vectors.records to twin_vectors
    using (namespace = (select substr(nullif(current_setting('app.namespace', true), ''), 2)))
    with check (namespace = (select substr(nullif(current_setting('app.namespace', true), ''), 2)));
grant select, insert, update, delete on vectors.records to twin_vectors;

-- Across namespaces: list and count them.
create policy crosstenant on vectors.namespaces for select to twin_vectors_crosstenant using (true);
grant select (index_name, namespace, record_count) on vectors.namespaces to twin_vectors_crosstenant;
