-- A person vouches that the twin's owner is who they say. Refused requests stay as history; at most one is open or granted.
create table governance.twin_verification (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    twin_verification_id uuid not null,
    twin_id uuid not null,
    status text not null default 'pending' check (status in ('pending', 'verified', 'rejected', 'revoked')),
    verification_method text not null check (length(verification_method) between 1 and 100),
    evidence jsonb not null default '{}' check (jsonb_typeof(evidence) = 'object'),
    requested_by uuid,
    requested_at timestamptz not null default now(),
    verified_by uuid, -- null also when the platform's operator, who is no user of the tenant, did it
    verified_at timestamptz,
    closed_at timestamptz,
    reason text check (length(reason) <= 2000),
    primary key (tenant_id, twin_verification_id),
    foreign key (tenant_id, twin_id) references governance.twins (tenant_id, twin_id) on delete cascade,
    foreign key (tenant_id, requested_by) references governance.users (tenant_id, user_id) on delete set null (requested_by),
    foreign key (tenant_id, verified_by) references governance.users (tenant_id, user_id) on delete set null (verified_by),
    constraint twin_verification_verified check (
        case status when 'verified' then verified_at is not null when 'revoked' then verified_at is not null else verified_at is null end),
    constraint twin_verification_closed check ((status in ('rejected', 'revoked')) = (closed_at is not null)),
    constraint twin_verification_verifier check (verified_by is null or verified_at is not null)
);
create unique index twin_verification_one_open on governance.twin_verification (tenant_id, twin_id) where status in ('pending', 'verified');
create index twin_verification_newest on governance.twin_verification (tenant_id, twin_id, requested_at desc, twin_verification_id desc);
create index twin_verification_requested_by on governance.twin_verification (tenant_id, requested_by);
create index twin_verification_verified_by on governance.twin_verification (tenant_id, verified_by);

-- Probes whether a twin finds what it was given (formerly twin_verifications). Source and passage are the knowledge service's and may be gone.
create table governance.twin_self_tests (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    twin_self_test_id uuid not null,
    twin_id uuid not null,
    status text not null check (status in ('pass', 'fail')),
    score double precision check (score >= 0 and score < 'infinity'),
    query text check (length(query) <= 4000),
    source_id uuid,
    chunk_id uuid,
    rank_of_match integer check (rank_of_match > 0),
    issues jsonb not null default '[]' check (jsonb_typeof(issues) = 'array'),
    details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
    created_at timestamptz not null default now(),
    primary key (tenant_id, twin_self_test_id),
    foreign key (tenant_id, twin_id) references governance.twins (tenant_id, twin_id) on delete cascade
);
create index twin_self_tests_newest on governance.twin_self_tests (tenant_id, twin_id, created_at desc, twin_self_test_id desc);

call migrations.protect('governance', 'twin_verification', 'twin_self_tests');
grant select, insert, update on governance.twin_verification to twin_governance;
grant select, insert on governance.twin_self_tests to twin_governance;

-- Old readers know the self-tests by this name and these words.
create view governance.twin_verifications with (security_invoker = true) as
    select twin_self_test_id as id, twin_id, upper(status) as status, score, source_id, chunk_id, details, created_at
    from governance.twin_self_tests;
grant select on governance.twin_verifications to twin_governance;
