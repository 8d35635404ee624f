create schema knowledge;
grant usage on schema knowledge to twin_knowledge, twin_knowledge_crosstenant;

create table knowledge.sources (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    source_id uuid not null,
    twin_id uuid not null,
    kind text not null default 'file' check (kind in ('file', 'text', 'url')),
    title text not null check (length(title) between 1 and 500),
    file_name text check (length(file_name) <= 500),
    url text check (length(url) <= 2000),
    author text check (length(author) <= 500),
    published_on date,
    status text not null default 'queued' check (status in ('queued', 'processing', 'live', 'needs_attention', 'failed', 'deleting')),
    error_code text check (length(error_code) <= 200),
    error_message text check (length(error_message) <= 4000),
    health_status text not null default 'healthy' check (health_status in ('healthy', 'needs_attention', 'failed')),
    version integer not null default 1 check (version > 0), -- the one that visitors are answered from
    chunk_count integer not null default 0 check (chunk_count >= 0),
    keep_synced boolean not null default false,
    sync_interval_hours integer check (sync_interval_hours between 1 and 8760),
    next_sync_at timestamptz,
    url_etag text check (length(url_etag) <= 500), -- what the web server said last time, so that it can answer "not modified"
    url_last_modified timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, source_id),
    constraint sources_error check ((status in ('needs_attention', 'failed')) = (error_code is not null)),
    constraint sources_url check ((kind = 'url') = (url is not null)),
    constraint sources_sync_needs_url check (not keep_synced or url is not null),
    constraint sources_sync_schedule check (keep_synced = (sync_interval_hours is not null) and keep_synced = (next_sync_at is not null))
);
create index sources_newest on knowledge.sources (tenant_id, twin_id, created_at desc, source_id desc);
-- Claimed across tenants, so the tenant cannot lead.
create index sources_sync_due on knowledge.sources (next_sync_at) where keep_synced;

-- What was uploaded, byte for byte, and the text that was read from it. Citations are offsets into this text and stay valid for ever.
create table knowledge.source_versions (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    source_id uuid not null,
    version integer not null check (version > 0),
    media_type text not null check (length(media_type) <= 200),
    byte_size bigint not null check (byte_size >= 0),
    content_sha256 bytea not null check (length(content_sha256) = 32),
    content bytea not null,
    text text,
    language text check (length(language) <= 35), -- BCP 47
    page_count integer check (page_count >= 0),
    created_at timestamptz not null default now(),
    primary key (tenant_id, source_id, version),
    foreign key (tenant_id, source_id) references knowledge.sources (tenant_id, source_id) on delete cascade
);
-- The same bytes again are the same version again.
create index source_versions_content on knowledge.source_versions (tenant_id, content_sha256);
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
    start_ms integer check (start_ms >= 0), -- in recordings: when it is said
    end_ms integer,
    heading_path text[] not null default '{}',
    blocks jsonb not null check (jsonb_typeof(blocks) = 'array'), -- [{"start", "end", "page", "headings"}]: headings, paragraphs, table rows it is made of
    content text not null,
    primary key (tenant_id, chunk_id),
    foreign key (tenant_id, source_id, version) references knowledge.source_versions (tenant_id, source_id, version) on delete cascade,
    constraint chunks_ordinal_key unique (tenant_id, source_id, version, ordinal),
    constraint chunks_offsets check (end_offset > start_offset),
    constraint chunks_times check ((start_ms is null) = (end_ms is null) and end_ms >= start_ms)
);
-- The reconciler walks a twin's passages beside its vectors.
create index chunks_twin on knowledge.chunks (tenant_id, twin_id, chunk_id);

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

-- One model for all background work (formerly jobs and training_jobs). A lease is fenced: what a worker commits carries its token, and a stale token
-- commits nothing. `import_id` marks a row that the importer brought: of the types that nobody works any more there are only such rows, and only finished ones.
create table knowledge.jobs (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    job_id uuid not null,
    twin_id uuid,
    source_id uuid,
    source_version integer check (source_version > 0),
    job_type text not null check (job_type in (
        'ingestion', 'reindex', 'health_check', 'deletion', 'export', 'import',
        'graph_extraction', 'content_extraction', 'feedback_learning', 'other')),
    priority integer not null default 0 check (priority between -1000 and 1000), -- higher goes first
    status text not null default 'queued'
        check (status in ('queued', 'processing', 'complete', 'needs_attention', 'failed', 'dead_letter', 'canceled')),
    stage text check (stage in ('fetching', 'parsing', 'chunking', 'embedding', 'indexing', 'comparing', 'switching', 'removing', 'packing', 'unpacking')),
    progress_done bigint not null default 0 check (progress_done >= 0),
    progress_total bigint check (progress_total >= 0), -- null while nobody knows
    attempt integer not null default 0 check (attempt >= 0),
    max_attempts integer not null default 6 check (max_attempts > 0),
    not_before timestamptz not null default now(),
    lease_token uuid,
    lease_until timestamptz,
    error_code text check (length(error_code) <= 200),
    error_message text check (length(error_message) <= 20000),
    parameters jsonb not null default '{}' check (jsonb_typeof(parameters) = 'object'),
    result jsonb check (jsonb_typeof(result) = 'object'),
    created_by uuid, -- a user or an API key, perhaps gone since
    import_id uuid,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    completed_at timestamptz,
    primary key (tenant_id, job_id),
    foreign key (tenant_id, source_id) references knowledge.sources (tenant_id, source_id) on delete set null (source_id),
    constraint jobs_lease check ((status = 'processing') = (lease_token is not null and lease_until is not null)),
    constraint jobs_progress check (progress_done <= progress_total),
    constraint jobs_ended check ((status in ('complete', 'needs_attention', 'failed', 'dead_letter', 'canceled')) = (completed_at is not null)),
    constraint jobs_error check (error_code is not null or status not in ('needs_attention', 'failed', 'dead_letter')),
    constraint jobs_twin check (twin_id is not null or import_id is not null or job_type in ('export', 'import')),
    constraint jobs_imported_type check (
        job_type in ('ingestion', 'reindex', 'health_check', 'deletion', 'export', 'import')
        or (import_id is not null and completed_at is not null))
);
create index jobs_source on knowledge.jobs (tenant_id, source_id);
create index jobs_newest on knowledge.jobs (tenant_id, created_at desc, job_id desc);
create index jobs_newest_of_twin on knowledge.jobs (tenant_id, twin_id, created_at desc, job_id desc);
-- Claimed across tenants, so the tenant cannot lead.
create index jobs_due on knowledge.jobs (not_before, created_at) where status = 'queued';
create index jobs_leased on knowledge.jobs (lease_until) where status = 'processing';

create table knowledge.job_logs (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    job_log_id uuid not null,
    job_id uuid not null,
    log_level text not null default 'info' check (log_level in ('info', 'warning', 'error')),
    message text not null check (length(message) <= 20000),
    details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
    created_at timestamptz not null default now(),
    primary key (tenant_id, job_log_id),
    foreign key (tenant_id, job_id) references knowledge.jobs (tenant_id, job_id) on delete cascade
);
create index job_logs_newest on knowledge.job_logs (tenant_id, job_id, created_at desc, job_log_id desc);

create table knowledge.outbox (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    outbox_id bigint generated always as identity,
    event_id uuid not null,
    event_type text not null,
    body text not null,
    trace_parent text,
    occurred_at timestamptz not null,
    attempts integer not null default 0 check (attempts >= 0),
    not_before timestamptz not null default now(),
    primary key (tenant_id, outbox_id)
);
create index outbox_due on knowledge.outbox (not_before, outbox_id);

create table knowledge.inbox (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    event_id uuid not null,
    consumer text not null,
    received_at timestamptz not null default now(),
    primary key (tenant_id, event_id, consumer)
);
create index inbox_oldest on knowledge.inbox (received_at);

-- What a creating POST answered: whoever asks again gets the same answer and makes nothing twice. Without an answer the request is in flight.
create table knowledge.idempotency_keys (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    caller text not null check (length(caller) between 1 and 200),
    idempotency_key text not null check (length(idempotency_key) between 1 and 255),
    request_sha256 bytea not null check (length(request_sha256) = 32),
    response_status smallint check (response_status between 200 and 599),
    response_headers jsonb check (jsonb_typeof(response_headers) = 'object'),
    response_body bytea,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '24 hours',
    primary key (tenant_id, caller, idempotency_key),
    constraint idempotency_keys_answer check (response_status is not null or num_nonnulls(response_headers, response_body) = 0)
);
create index idempotency_keys_expired on knowledge.idempotency_keys (expires_at);

-- What this service erased, and how many rows: an event that arrives late must not bring it back, and asked twice it answers the same.
create table knowledge.erased_subjects (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    subject_type text not null check (subject_type in ('source', 'twin', 'session', 'user', 'tenant')),
    subject_id uuid not null,
    erasure_id uuid not null,
    row_counts jsonb not null check (jsonb_typeof(row_counts) = 'object'),
    erased_at timestamptz not null default now(),
    primary key (tenant_id, subject_type, subject_id)
);

call migrations.protect(
    'knowledge', 'sources', 'source_versions', 'chunks', 'source_terms', 'jobs', 'job_logs', 'outbox', 'inbox', 'idempotency_keys', 'erased_subjects');
grant select, insert, update, delete on knowledge.sources, knowledge.source_versions, knowledge.chunks, knowledge.source_terms, knowledge.jobs
    to twin_knowledge;
grant select, insert on knowledge.job_logs to twin_knowledge;
grant insert on knowledge.outbox to twin_knowledge;
grant select, insert on knowledge.inbox to twin_knowledge;
grant select, insert, update, delete on knowledge.idempotency_keys to twin_knowledge;
grant select, insert, update on knowledge.erased_subjects to twin_knowledge;

-- Across tenants: claim the next job and the next page to fetch again, send the outbox, forget events that no broker sends again and answers
-- that have expired. The work itself is done as the job's tenant.
create policy crosstenant_see on knowledge.jobs for select to twin_knowledge_crosstenant using (true);
create policy crosstenant_claim on knowledge.jobs for update to twin_knowledge_crosstenant using (true) with check (true);
grant select (tenant_id, job_id, twin_id, source_id, job_type, priority, status, attempt, not_before, lease_until, created_at, started_at)
    on knowledge.jobs to twin_knowledge_crosstenant;
grant update (status, attempt, lease_token, lease_until, started_at) on knowledge.jobs to twin_knowledge_crosstenant;
create policy crosstenant on knowledge.sources for select to twin_knowledge_crosstenant using (keep_synced);
grant select (tenant_id, source_id, keep_synced, next_sync_at) on knowledge.sources to twin_knowledge_crosstenant;
create policy crosstenant on knowledge.outbox to twin_knowledge_crosstenant using (true);
grant select, update, delete on knowledge.outbox to twin_knowledge_crosstenant;
create policy crosstenant on knowledge.inbox to twin_knowledge_crosstenant using (received_at < now() - interval '30 days');
grant select (tenant_id, received_at), delete on knowledge.inbox to twin_knowledge_crosstenant;
create policy crosstenant on knowledge.idempotency_keys to twin_knowledge_crosstenant using (expires_at < now());
grant select (tenant_id, expires_at), delete on knowledge.idempotency_keys to twin_knowledge_crosstenant;
