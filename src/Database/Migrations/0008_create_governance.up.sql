create schema governance;
grant usage on schema governance to twin_governance, twin_governance_crosstenant;

-- An erased tenant's row stays as its tombstone, without its name: its id never comes back and its audit trail still says whose it was.
create table governance.tenants (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    name text not null check (length(name) between 1 and 200),
    status text not null default 'active' check (status in ('active', 'suspended', 'deleting', 'erased')),
    erase_after timestamptz, -- the end of the cooling-off period
    erased_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (tenant_id),
    constraint tenants_cooling_off check ((status = 'deleting') = (erase_after is not null)),
    constraint tenants_erased check ((status = 'erased') = (erased_at is not null))
);

create table governance.twins (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    twin_id uuid not null,
    name text not null check (length(name) between 1 and 200),
    description text check (length(description) <= 2000),
    settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    version integer not null default 1 check (version > 0), -- of name, description and settings: the ETag
    published_at timestamptz,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, twin_id),
    foreign key (tenant_id) references governance.tenants (tenant_id) on delete cascade,
    constraint twins_name_key unique (tenant_id, name),
    constraint twins_archived_is_not_published check (archived_at is null or published_at is null)
);
create index twins_newest on governance.twins (tenant_id, created_at desc, twin_id desc);

-- Each version of a twin's settings as a whole, so that any two can be compared and any one restored.
create table governance.twin_versions (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    twin_id uuid not null,
    version integer not null check (version > 0),
    name text not null check (length(name) between 1 and 200),
    description text check (length(description) <= 2000),
    settings jsonb not null check (jsonb_typeof(settings) = 'object'),
    restored_from integer check (restored_from > 0),
    reason text check (length(reason) <= 1000),
    changed_by uuid, -- a user or an API key, perhaps gone since
    created_at timestamptz not null default now(),
    primary key (tenant_id, twin_id, version),
    foreign key (tenant_id, twin_id) references governance.twins (tenant_id, twin_id) on delete cascade,
    constraint twin_versions_restores_an_older_one check (restored_from < version)
);

create table governance.outbox (
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
create index outbox_due on governance.outbox (not_before, outbox_id);

create table governance.inbox (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    event_id uuid not null,
    consumer text not null,
    received_at timestamptz not null default now(),
    primary key (tenant_id, event_id, consumer)
);
create index inbox_oldest on governance.inbox (received_at);

-- What a creating POST answered: whoever asks again gets the same answer and makes nothing twice. Without an answer the request is in flight.
create table governance.idempotency_keys (
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
create index idempotency_keys_expired on governance.idempotency_keys (expires_at);

call migrations.protect('governance', 'tenants', 'twins', 'twin_versions', 'outbox', 'inbox', 'idempotency_keys');
grant select, insert, update on governance.tenants to twin_governance;
grant select, insert, update, delete on governance.twins to twin_governance;
grant select, insert on governance.twin_versions to twin_governance;
grant insert on governance.outbox to twin_governance;
grant select, insert on governance.inbox to twin_governance;
grant select, insert, update, delete on governance.idempotency_keys to twin_governance;

-- Across tenants: see whether a key's tenant is active and whose cooling-off period has ended, send the outbox, forget events that no broker sends again
-- and answers that have expired.
create policy crosstenant on governance.tenants for select to twin_governance_crosstenant using (true);
grant select (tenant_id, status, erase_after) on governance.tenants to twin_governance_crosstenant;
create policy crosstenant on governance.outbox to twin_governance_crosstenant using (true);
grant select, update, delete on governance.outbox to twin_governance_crosstenant;
create policy crosstenant on governance.inbox to twin_governance_crosstenant using (received_at < now() - interval '30 days');
grant select (tenant_id, received_at), delete on governance.inbox to twin_governance_crosstenant;
create policy crosstenant on governance.idempotency_keys to twin_governance_crosstenant using (expires_at < now());
grant select (tenant_id, expires_at), delete on governance.idempotency_keys to twin_governance_crosstenant;
