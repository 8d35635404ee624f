create schema metrics;
grant usage on schema metrics to twin_metrics;

create table metrics.metrics (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    metric_id uuid not null,
    twin_id uuid not null,
    source_id uuid, -- for what is counted per source
    metric_type text not null check (metric_type in (
        'question_answered', 'question_unanswered', 'answer_confidence', 'answer_elapsed_ms', 'answer_citations',
        'source_ingested', 'source_failed', 'source_deleted', 'chunks_live')),
    value double precision not null,
    occurred_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, metric_id),
    constraint metrics_source check ((metric_type like 'source\_%' or metric_type = 'chunks_live') = (source_id is not null))
);
create index metrics_twin on metrics.metrics (tenant_id, twin_id, metric_type, occurred_at desc) include (value);
-- chunks_live is a reading, not an increment: the latest one of each source counts.
create index metrics_live_chunks on metrics.metrics (tenant_id, twin_id, source_id, occurred_at desc) include (value)
    where metric_type = 'chunks_live';

create table metrics.inbox (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    event_id uuid not null,
    consumer text not null,
    received_at timestamptz not null default now(),
    primary key (tenant_id, event_id, consumer)
);

do $$
declare
    t text;
begin
    foreach t in array array['metrics', 'inbox'] loop
        execute format('alter table metrics.%I enable row level security', t);
        execute format('alter table metrics.%I force row level security', t);
        execute format(
            'create policy tenant on metrics.%I to twin_metrics '
            'using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
            'with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', t);
    end loop;
end $$;

grant select, insert on metrics.metrics to twin_metrics;
grant select, insert on metrics.inbox to twin_metrics;
