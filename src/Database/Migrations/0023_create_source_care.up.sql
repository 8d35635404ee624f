-- What happened to a source, for its owner to read; job_logs say what happened to a job.
create table knowledge.ingestion_logs (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    ingestion_log_id uuid not null,
    source_id uuid not null,
    source_version integer check (source_version > 0),
    job_id uuid, -- perhaps gone since
    log_level text not null default 'info' check (log_level in ('info', 'warning', 'error')),
    message text not null check (length(message) <= 20000),
    details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
    created_at timestamptz not null default now(),
    primary key (tenant_id, ingestion_log_id),
    foreign key (tenant_id, source_id) references knowledge.sources (tenant_id, source_id) on delete cascade
);
create index ingestion_logs_newest on knowledge.ingestion_logs (tenant_id, source_id, created_at desc, ingestion_log_id desc);

-- Whether a source came through ingestion well. Each check is a row of its own; the newest of a type counts.
create table knowledge.content_health_checks (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    content_health_check_id uuid not null,
    source_id uuid not null,
    source_version integer check (source_version > 0),
    check_type text not null check (check_type in ('empty_extraction', 'duplicate', 'chunk_anomaly', 'missing_metadata')),
    status text not null check (status in ('pass', 'warning', 'fail')),
    message text check (length(message) <= 4000),
    details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
    created_at timestamptz not null default now(),
    primary key (tenant_id, content_health_check_id),
    foreign key (tenant_id, source_id) references knowledge.sources (tenant_id, source_id) on delete cascade
);
create index content_health_checks_newest
    on knowledge.content_health_checks (tenant_id, source_id, created_at desc, content_health_check_id desc);

call migrations.protect('knowledge', 'ingestion_logs', 'content_health_checks');
grant select, insert, delete on knowledge.ingestion_logs, knowledge.content_health_checks to twin_knowledge;
