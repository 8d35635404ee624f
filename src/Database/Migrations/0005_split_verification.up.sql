-- Two things had almost one name. `twin_verification` is a person vouching for who the owner is, once per twin; `twin_verifications` is the history of
-- automatic retrieval tests. Each gets a table that says which it is. A passed test never becomes a verified identity.

-- A role that row-level security filters must fail here rather than find every table empty.
set local row_security = off;

-- Both old tables rest untouched, so that the way back returns them to the bit.
alter table legacy.twin_verification set schema legacy_shadow;
alter table legacy.twin_verifications set schema legacy_shadow;

create table legacy.twin_self_tests (
    id uuid primary key,
    twin_id uuid not null,
    passed boolean not null,
    score double precision,
    source_id uuid,
    chunk_id text,
    details jsonb,
    tested_at timestamptz
);
alter table legacy.twin_self_tests enable row level security, force row level security;

create table legacy.twin_verification (
    id uuid primary key,
    twin_id uuid not null unique,
    status text not null,
    verification_method text,
    metadata jsonb,
    requested_at timestamptz,
    verified_at timestamptz,
    verified_by uuid
);
alter table legacy.twin_verification enable row level security, force row level security;

-- Readers of the old name see the old shape.
create view legacy.twin_verifications with (security_invoker = true) as
select id, twin_id, case when passed then 'PASS' else 'FAIL' end as status, score, source_id::text as source_id, chunk_id, details, tested_at as created_at
from legacy.twin_self_tests;

-- The tests. Only the very words PASS and FAIL were ever understood.
with reading as materialized (
    select test as original, test.*, twin.id as known_twin_id,
           case when test.source_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then test.source_id::uuid end as known_source_id,
           case when test.score > '-infinity' and test.score < 'infinity' then test.score end as known_score
    from legacy_shadow.twin_verifications test
    left join legacy.twins twin on twin.id = test.twin_id
),
verdict as materialized (
    select reading.*, obstacle.reason, obstacle.explanation
    from reading
    left join lateral (
        select rule.reason, rule.explanation
        from (values
            (1, known_twin_id is null, 'twin_unknown', 'The tested twin does not exist.'),
            (2, coalesce(status, '') not in ('PASS', 'FAIL'), 'status_unknown', 'The outcome is neither PASS nor FAIL, and guessing could publish a twin.')
        ) as rule (rank, applies, reason, explanation)
        where rule.applies
        order by rule.rank
        limit 1
    ) obstacle on true
),
recorded as (
    insert into legacy.quarantined_rows (step, table_name, row_key, placed, reason, explanation, original)
    select '0005_split_verification', 'twin_verifications', verdict.id::text, verdict.reason is null, note.reason, note.explanation, to_jsonb(verdict.original)
    from verdict
    cross join lateral (values
        (verdict.reason is not null, verdict.reason, verdict.explanation),
        (verdict.reason is null and source_id is not null and known_source_id is null, 'source_unreadable', 'The source is not named by an id; the test is kept without it.'),
        (verdict.reason is null and score is not null and known_score is null, 'score_unreadable', 'The score is not a finite number; the test is kept without it.')
    ) as note (applies, reason, explanation)
    where note.applies
)
insert into legacy.twin_self_tests (id, twin_id, passed, score, source_id, chunk_id, details, tested_at)
select id, twin_id, status = 'PASS', known_score, known_source_id, chunk_id, details, created_at
from verdict
where reason is null;

-- The identities. Of several records of one twin the least trusting stays, and a verified one counts only where the twin's own columns agree.
with reading as materialized (
    select record as original, record.*, twin.id as known_twin_id,
           record.status = 'verified' and (twin.is_verified, twin.verification_status) is distinct from (true, 'verified') as is_contradicted,
           row_number() over (
               partition by record.twin_id
               order by array_position(array['rejected', 'pending', 'verified'], record.status), record.requested_at desc nulls last, record.id) as place
    from legacy_shadow.twin_verification record
    left join legacy.twins twin on twin.id = record.twin_id
),
verdict as materialized (
    select reading.*, obstacle.reason, obstacle.explanation
    from reading
    left join lateral (
        select rule.reason, rule.explanation
        from (values
            (1, known_twin_id is null, 'twin_unknown', 'The twin does not exist.'),
            (2, coalesce(status, '') not in ('pending', 'verified', 'rejected'), 'status_unknown', 'The status is none of pending, verified and rejected.'),
            (3, place > 1, 'second_record', 'The twin has another record that trusts it less or, trusting it as much, is newer.')
        ) as rule (rank, applies, reason, explanation)
        where rule.applies
        order by rule.rank
        limit 1
    ) obstacle on true
),
recorded as (
    insert into legacy.quarantined_rows (step, table_name, row_key, placed, reason, explanation, original)
    select '0005_split_verification', 'twin_verification', verdict.id::text, verdict.reason is null, note.reason, note.explanation, to_jsonb(verdict.original)
    from verdict
    cross join lateral (values
        (verdict.reason is not null, verdict.reason, verdict.explanation),
        (verdict.reason is null and is_contradicted, 'twin_disagrees', 'The record says verified, the twin does not. It counts as pending until a person decides again.')
    ) as note (applies, reason, explanation)
    where note.applies
)
insert into legacy.twin_verification (id, twin_id, status, verification_method, metadata, requested_at, verified_at, verified_by)
select id, twin_id, case when is_contradicted then 'pending' else status end, verification_method, metadata, requested_at,
       case when not is_contradicted then verified_at end, case when not is_contradicted then verified_by end
from verdict
where reason is null;

-- The record alone counts from here on; a twin that calls itself verified without one is not believed.
insert into legacy.quarantined_rows (step, table_name, row_key, placed, reason, explanation, original)
select '0005_split_verification', 'twins', twin.id::text, true, 'verified_without_record',
       'The twin calls itself verified, but it has no record that counts as a verification. It counts as not verified.', to_jsonb(twin)
from legacy.twins twin
where (twin.is_verified or twin.verification_status = 'verified')
and not exists (select from legacy.twin_verification record where record.twin_id = twin.id and record.status = 'verified');
