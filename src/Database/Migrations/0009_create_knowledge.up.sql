create schema knowledge;
grant usage on schema knowledge to twin_knowledge, twin_knowledge_crosstenant;

create table knowledge.sources (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    source_id uuid not null,
    twin_id uuid not null,
    title text not null check (length(title) between 1 and 500),
    file_name text check (length(file_name) <= 500),
    status text not null default 'queued' check (status in ('queued', 'processing', 'live', 'failed', 'deleting')),
    error_code text,
    error_message text,
    version integer not null default 1 check (version > 0),
    chunk_count integer not null default 0 check (chunk_count >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, source_id),
    constraint sources_error check ((status = 'failed') = (error_code is not null))
);
create index sources_newest on knowledge.sources (tenant_id, twin_id, created_at desc, source_id desc);

-- What was uploaded, byte for byte, and the text that was read from it. Citations are offsets into this text and stay valid for ever.
create table knowledge.source_versions (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    source_id uuid not null,
    version integer not null,
    media_type text not null,
    byte_size bigint not null check (byte_size >= 0),
    content_sha256 bytea not null check (length(content_sha256) = 32),
    content bytea not null,
    text text,
    created_at timestamptz not null default now(),
    primary key (tenant_id, source_id, version),
    foreign key (tenant_id, source_id) references knowledge.sources (tenant_id, source_id) on delete cascade
);
alter table knowledge.source_versions alter column content set storage external; -- uploads are mostly compressed already

create table knowledge.chunks (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    chunk_id uuid not null,
    source_id uuid not null,
    version integer not null,
    twin_id uuid not null,
    ordinal integer not null check (ordinal >= 0),
    start_offset integer not null check (start_offset >= 0),
    end_offset integer not null,
    page integer check (page > 0),
    heading_path text[] not null default '{}',
    blocks jsonb not null check (jsonb_typeof(blocks) = 'array'), -- [{"start", "end", "page", "headings"}]: headings, paragraphs, table rows it is made of
    content text not null,
    primary key (tenant_id, chunk_id),
    foreign key (tenant_id, source_id, version) references knowledge.source_versions (tenant_id, source_id, version) on delete cascade,
    constraint chunks_ordinal_key unique (tenant_id, source_id, version, ordinal),
    constraint chunks_offsets check (end_offset > start_offset)
);

-- How often each term occurs, per source: the twin's own word statistics are their sum.
create table knowledge.source_terms (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    source_id uuid not null,
    version integer not null,
    twin_id uuid not null,
    chunk_count integer not null check (chunk_count > 0),
    term_hashes bytea not null,
    chunk_frequencies bytea not null,
    primary key (tenant_id, source_id, version),
    foreign key (tenant_id, source_id, version) references knowledge.source_versions (tenant_id, source_id, version) on delete cascade
);
create index source_terms_twin on knowledge.source_terms (tenant_id, twin_id);

-- One model for all background work. A lease is fenced: what a worker commits carries its token, and a stale token commits nothing.
create table knowledge.jobs (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    job_id uuid not null,
    twin_id uuid not null,
    source_id uuid,
    job_type text not null check (job_type in ('ingestion', 'deletion')),
    status text not null default 'queued' check (status in ('queued', 'processing', 'complete', 'failed', 'dead_letter', 'canceled')),
    stage text check (stage in ('parsing', 'chunking', 'embedding', 'indexing')),
    attempt integer not null default 0,
    not_before timestamptz not null default now(),
    lease_token uuid,
    lease_until timestamptz,
    error_code text,
    error_message text,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    completed_at timestamptz,
    primary key (tenant_id, job_id),
    foreign key (tenant_id, source_id) references knowledge.sources (tenant_id, source_id) on delete set null (source_id),
    constraint jobs_lease check ((status = 'processing') = (lease_token is not null and lease_until is not null))
);
create index jobs_source on knowledge.jobs (tenant_id, source_id);
create index jobs_due on knowledge.jobs (not_before, created_at) where status = 'queued';
create index jobs_leased on knowledge.jobs (lease_until) where status = 'processing';

create table knowledge.job_logs (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    job_log_id uuid not null,
    job_id uuid not null,
    log_level text not null default 'info' check (log_level in ('info', 'warning', 'error')),
    message text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, job_log_id),
    foreign key (tenant_id, job_id) references knowledge.jobs (tenant_id, job_id) on delete cascade
);
create index job_logs_job on knowledge.job_logs (tenant_id, job_id, created_at);

create table knowledge.outbox (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    outbox_id bigint generated always as identity,
    event_id uuid not null,
    event_type text not null,
    body text not null,
    trace_parent text,
    occurred_at timestamptz not null,
    attempts integer not null default 0,
    not_before timestamptz not null default now(),
    primary key (tenant_id, outbox_id)
);
create index outbox_due on knowledge.outbox (not_before, outbox_id);

do $$
declare
    t text;
begin
    foreach t in array array['sources', 'source_versions', 'chunks', 'source_terms', 'jobs', 'job_logs', 'outbox'] loop
        execute format('alter table knowledge.%I enable row level security', t);
        execute format('alter table knowledge.%I force row level security', t);
        execute format(
            'create policy tenant on knowledge.%I to twin_knowledge '
            'using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
            'with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', t);
    end loop;
end $$;

grant select, insert, update, delete on knowledge.sources, knowledge.source_versions, knowledge.chunks, knowledge.source_terms, knowledge.jobs
    to twin_knowledge;
grant select, insert on knowledge.job_logs to twin_knowledge;
grant insert on knowledge.outbox to twin_knowledge;

-- Across tenants: claim the next job, send the outbox. The work itself is done as the job's tenant.
create policy crosstenant_see on knowledge.jobs for select to twin_knowledge_crosstenant using (true);
create policy crosstenant_claim on knowledge.jobs for update to twin_knowledge_crosstenant using (true) with check (true);
grant select (tenant_id, job_id, twin_id, source_id, job_type, status, attempt, not_before, lease_until, created_at, started_at)
    on knowledge.jobs to twin_knowledge_crosstenant;
grant update (status, attempt, lease_token, lease_until, started_at) on knowledge.jobs to twin_knowledge_crosstenant;
create policy crosstenant on knowledge.outbox to twin_knowledge_crosstenant using (true);
grant select, update, delete on knowledge.outbox to twin_knowledge_crosstenant;
