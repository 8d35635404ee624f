-- What is to be erased, and how far that is. It outlives what it erases, and knows it by id alone.
create table governance.erasures (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    erasure_id uuid not null,
    subject_type text not null check (subject_type in ('source', 'twin', 'session', 'user', 'tenant')),
    subject_id uuid not null,
    status text not null default 'pending' check (status in ('pending', 'running', 'checking', 'complete', 'failed', 'canceled')),
    not_before timestamptz not null default now(), -- the end of the cooling-off period
    error_message text check (length(error_message) <= 4000), -- why there is no certificate yet
    requested_by uuid,
    created_at timestamptz not null default now(),
    completed_at timestamptz,
    primary key (tenant_id, erasure_id),
    constraint erasures_ended check ((status in ('complete', 'canceled')) = (completed_at is not null)),
    constraint erasures_failed check (status <> 'failed' or error_message is not null)
);
create unique index erasures_one_open on governance.erasures (tenant_id, subject_type, subject_id) where status in ('pending', 'running', 'checking');
create index erasures_newest on governance.erasures (tenant_id, created_at desc, erasure_id desc);
-- Continued across tenants, so the tenant cannot lead.
create index erasures_due on governance.erasures (not_before) where status in ('pending', 'running', 'checking');

-- What each service says it removed. It is believed only after the tables were asked again.
create table governance.erasure_reports (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    erasure_id uuid not null,
    participant text not null check (participant in ('governance', 'knowledge', 'chat', 'metrics', 'vectors')),
    row_counts jsonb not null check (jsonb_typeof(row_counts) = 'object'),
    rows_found_after bigint check (rows_found_after >= 0), -- by the independent check; null before it
    reported_at timestamptz not null default now(),
    checked_at timestamptz,
    primary key (tenant_id, erasure_id, participant),
    foreign key (tenant_id, erasure_id) references governance.erasures (tenant_id, erasure_id),
    constraint erasure_reports_checked check ((rows_found_after is null) = (checked_at is null))
);

-- The signed statement, byte for byte as it was signed: what the JSON says is evidence only with these bytes.
create table governance.erasure_certificates (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    erasure_certificate_id uuid not null,
    erasure_id uuid not null,
    statement bytea not null check (length(statement) > 0),
    signing_key_id text not null check (length(signing_key_id) between 1 and 200),
    signature bytea not null check (length(signature) between 16 and 1024),
    issued_at timestamptz not null default now(),
    primary key (tenant_id, erasure_certificate_id),
    constraint erasure_certificates_erasure_key unique (tenant_id, erasure_id),
    foreign key (tenant_id, erasure_id) references governance.erasures (tenant_id, erasure_id)
);
create index erasure_certificates_newest on governance.erasure_certificates (tenant_id, issued_at desc, erasure_certificate_id desc);

call migrations.protect('governance', 'erasures', 'erasure_reports', 'erasure_certificates');
grant select, insert, update on governance.erasures, governance.erasure_reports to twin_governance;
grant select, insert on governance.erasure_certificates to twin_governance;

-- Across tenants: continue erasures that are due or were interrupted.
create policy crosstenant on governance.erasures for select to twin_governance_crosstenant using (true);
grant select (tenant_id, erasure_id, status, not_before) on governance.erasures to twin_governance_crosstenant;
