create schema metrics;
grant usage on schema metrics to twin_metrics, twin_metrics_crosstenant;

-- What happened, as numbers. The second line of types came with the import and from the services' own requests.
create table metrics.metrics (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    metric_id uuid not null,
    twin_id uuid, -- null for what a tenant does beside its twins
    source_id uuid, -- for what is counted per source
    api_key_id uuid,
    session_id uuid,
    user_id uuid,
    metric_type text not null check (metric_type in (
        'question_answered', 'question_unanswered', 'answer_confidence', 'answer_elapsed_ms', 'answer_citations',
        'source_ingested', 'source_failed', 'source_deleted', 'chunks_live',
        'request_count', 'error_count', 'retrieval_latency_ms', 'agent_latency_ms', 'llm_latency_ms', 'total_latency_ms',
        'tokens_prompt', 'tokens_completion', 'tokens_total')),
    value double precision not null check (value >= 0 and value < 'infinity'),
    details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
    occurred_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, metric_id),
    constraint metrics_source check ((metric_type like 'source\_%' or metric_type = 'chunks_live') = (source_id is not null)),
    constraint metrics_twin check (twin_id is not null or metric_type in (
        'request_count', 'error_count', 'retrieval_latency_ms', 'agent_latency_ms', 'llm_latency_ms', 'total_latency_ms',
        'tokens_prompt', 'tokens_completion', 'tokens_total'))
);
create index metrics_twin on metrics.metrics (tenant_id, twin_id, metric_type, occurred_at desc) include (value);
create index metrics_api_key on metrics.metrics (tenant_id, api_key_id, metric_type, occurred_at desc) include (value) where api_key_id is not null;
-- chunks_live is a reading, not an increment: the latest one of each source counts.
create index metrics_live_chunks on metrics.metrics (tenant_id, twin_id, source_id, occurred_at desc) include (value)
    where metric_type = 'chunks_live';

create table metrics.outbox (
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
create index outbox_due on metrics.outbox (not_before, outbox_id);

create table metrics.inbox (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    event_id uuid not null,
    consumer text not null,
    received_at timestamptz not null default now(),
    primary key (tenant_id, event_id, consumer)
);
create index inbox_oldest on metrics.inbox (received_at);

-- What a creating POST answered: whoever asks again gets the same answer and makes nothing twice. Without an answer the request is in flight.
create table metrics.idempotency_keys (
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
create index idempotency_keys_expired on metrics.idempotency_keys (expires_at);

-- What this service erased, and how many rows: an event that arrives late must not bring it back, and asked twice it answers the same.
create table metrics.erased_subjects (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    subject_type text not null check (subject_type in ('source', 'twin', 'session', 'user', 'tenant')),
    subject_id uuid not null,
    erasure_id uuid not null,
    row_counts jsonb not null check (jsonb_typeof(row_counts) = 'object'),
    erased_at timestamptz not null default now(),
    primary key (tenant_id, subject_type, subject_id)
);

call migrations.protect('metrics', 'metrics', 'outbox', 'inbox', 'idempotency_keys', 'erased_subjects');
grant select, insert, delete on metrics.metrics to twin_metrics;
grant insert on metrics.outbox to twin_metrics;
grant select, insert on metrics.inbox to twin_metrics;
grant select, insert, update, delete on metrics.idempotency_keys to twin_metrics;
grant select, insert, update on metrics.erased_subjects to twin_metrics;

-- Across tenants: send the outbox, forget events that no broker sends again and answers that have expired.
create policy crosstenant on metrics.outbox to twin_metrics_crosstenant using (true);
grant select, update, delete on metrics.outbox to twin_metrics_crosstenant;
create policy crosstenant on metrics.inbox to twin_metrics_crosstenant using (received_at < now() - interval '30 days');
grant select (tenant_id, received_at), delete on metrics.inbox to twin_metrics_crosstenant;
create policy crosstenant on metrics.idempotency_keys to twin_metrics_crosstenant using (expires_at < now());
grant select (tenant_id, expires_at), delete on metrics.idempotency_keys to twin_metrics_crosstenant;
