-- Which vectors a twin is searched by. A new encoder fills an index of its own beside the one in use (a reindex job), is compared with it, takes over in one
-- statement and can be taken back: at most one index per kind answers.
create table knowledge.twin_indexes (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    twin_index_id uuid not null,
    twin_id uuid not null,
    kind text not null check (kind in ('sparse', 'dense')),
    index_name text not null check (length(index_name) between 1 and 45),
    namespace text not null check (length(namespace) between 1 and 512),
    encoder text not null check (length(encoder) between 1 and 200),
    encoder_version text not null check (length(encoder_version) between 1 and 100),
    dimension integer check (dimension > 0),
    status text not null default 'building' check (status in ('building', 'active', 'retired')),
    calibration jsonb not null default '{}' check (jsonb_typeof(calibration) = 'object'), -- where this twin's silence begins
    comparison jsonb check (jsonb_typeof(comparison) = 'object'), -- with the index it replaces
    created_at timestamptz not null default now(),
    activated_at timestamptz,
    retired_at timestamptz,
    primary key (tenant_id, twin_index_id),
    constraint twin_indexes_place_key unique (tenant_id, index_name, namespace),
    constraint twin_indexes_dimension check ((kind = 'dense') = (dimension is not null)),
    constraint twin_indexes_active check (status <> 'active' or activated_at is not null),
    constraint twin_indexes_retired check ((status = 'retired') = (retired_at is not null))
);
create unique index twin_indexes_one_active on knowledge.twin_indexes (tenant_id, twin_id, kind) where status = 'active';
create index twin_indexes_newest on knowledge.twin_indexes (tenant_id, twin_id, created_at desc, twin_index_id desc);

call migrations.protect('knowledge', 'twin_indexes');
grant select, insert, update, delete on knowledge.twin_indexes to twin_knowledge;
