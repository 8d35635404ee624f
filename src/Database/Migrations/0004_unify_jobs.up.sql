-- One model of jobs: the training jobs join the jobs, and every job has a tenant.
-- A job without a twin was shown to every tenant, conversation text included; here a job whose tenant is not known belongs to nobody and is held back.
-- Nothing that was waiting or under way may start by surprise (the old worker never looked at half of these rows): such a job keeps its status and is marked abandoned.

-- A role that row-level security filters must fail here rather than find every table empty.
set local row_security = off;

-- Both old tables rest untouched, so that the way back returns them to the bit.
alter table legacy.jobs set schema legacy_shadow;
alter table legacy.training_jobs set schema legacy_shadow;

create table legacy.jobs (
    id uuid primary key,
    tenant_id uuid not null,
    twin_id uuid not null,
    source_id uuid,
    status text,
    abandoned boolean not null,
    job_type text,
    priority integer not null,
    error_message text,
    metadata jsonb,
    created_at timestamptz,
    updated_at timestamptz,
    started_at timestamptz,
    completed_at timestamptz,
    merged_from text
);
alter table legacy.jobs enable row level security, force row level security;

with old_job as (
    select 'jobs' as table_name, to_jsonb(job) as original, id, twin_id, source_id, status, job_type, priority, error_message, metadata,
           created_at, updated_at, started_at, completed_at, false as id_taken, false as is_mirror
    from legacy_shadow.jobs job
    union all
    select 'training_jobs', to_jsonb(training), id, twin_id, source_id, status, job_type, priority, error_message, metadata,
           created_at, updated_at, started_at, completed_at,
           exists (select from legacy_shadow.jobs job where job.id = training.id),
           exists (select from legacy_shadow.jobs job
                   where job.id = training.id
                   and (job.twin_id, job.source_id, job.job_type) is not distinct from (training.twin_id, training.source_id, training.job_type))
    from legacy_shadow.training_jobs training
),
reading as materialized (
    select old_job.*, tenant.id as tenant_id, source.id as own_source_id
    from old_job
    left join legacy.twins twin on twin.id = old_job.twin_id
    left join legacy.tenants tenant on tenant.id = twin.tenant_id
    left join legacy.sources source on source.id = old_job.source_id and source.twin_id = old_job.twin_id
),
verdict as materialized (
    select reading.*, obstacle.reason, obstacle.explanation
    from reading
    left join lateral (
        select rule.reason, rule.explanation
        from (values
            (1, is_mirror, 'mirrored', 'The job with this id in jobs is the same job: same twin, source and type. It has the log, so that it is the one that stays.'),
            (2, id_taken, 'id_taken', 'Another job has this id in jobs; its log names the id, so that it keeps it.'),
            (3, tenant_id is null, 'tenant_unknown', 'The job names no twin, or one that does not exist or has no tenant: it may be shown to nobody.')
        ) as rule (rank, applies, reason, explanation)
        where rule.applies
        order by rule.rank
        limit 1
    ) obstacle on true
),
recorded as (
    insert into legacy.quarantined_rows (step, table_name, row_key, placed, reason, explanation, original)
    select '0004_unify_jobs', table_name, id::text, verdict.reason is null, note.reason, note.explanation, original
    from verdict
    cross join lateral (values
        (verdict.reason is not null, verdict.reason, verdict.explanation),
        (verdict.reason is null and source_id is not null and own_source_id is null, 'source_not_of_this_twin',
            'The job''s source does not exist or belongs to another twin; the job is kept without it.')
    ) as note (applies, reason, explanation)
    where note.applies
)
-- No priority came before every other one in the old queue, and a retry left the end of the attempt before it standing.
insert into legacy.jobs (
    id, tenant_id, twin_id, source_id, status, abandoned, job_type, priority, error_message, metadata,
    created_at, updated_at, started_at, completed_at, merged_from)
select id, tenant_id, twin_id, own_source_id, status, coalesce(status not in ('complete', 'failed', 'needs_attention'), true), job_type, coalesce(priority, 0),
       error_message, metadata, created_at, updated_at, started_at, case when status in ('complete', 'failed') then completed_at end, nullif(table_name, 'jobs')
from verdict
where reason is null;
