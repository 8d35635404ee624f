create schema governance;
grant usage on schema governance to twin_governance, twin_governance_crosstenant;

create table governance.tenants (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    name text not null check (length(name) between 1 and 200),
    status text not null default 'active' check (status in ('active', 'suspended')),
    created_at timestamptz not null default now(),
    primary key (tenant_id)
);

create table governance.twins (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    twin_id uuid not null,
    name text not null check (length(name) between 1 and 200),
    description text check (length(description) <= 2000),
    settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, twin_id),
    foreign key (tenant_id) references governance.tenants (tenant_id) on delete cascade,
    constraint twins_name_key unique (tenant_id, name)
);
create index twins_newest on governance.twins (tenant_id, created_at desc, twin_id desc);

-- One kind of key for the whole tenant; what it may reach is explicit. "Every twin" is a flag, never an empty list.
create table governance.tenant_api_keys (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    api_key_id uuid not null,
    name text not null check (length(name) between 1 and 200),
    key_prefix text not null check (length(key_prefix) between 8 and 24),
    key_sha256 bytea not null check (length(key_sha256) = 32),
    scopes text[] not null,
    all_twins boolean not null,
    allowed_twin_ids uuid[] not null default '{}',
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    primary key (tenant_id, api_key_id),
    foreign key (tenant_id) references governance.tenants (tenant_id) on delete cascade,
    constraint tenant_api_keys_reach check (all_twins = (cardinality(allowed_twin_ids) = 0)),
    constraint tenant_api_keys_scopes check (cardinality(scopes) > 0)
);
create index tenant_api_keys_newest on governance.tenant_api_keys (tenant_id, created_at desc, api_key_id desc);
-- Found by hash before the tenant is known. 256 random bits: two tenants cannot meet here.
create unique index tenant_api_keys_key_sha256 on governance.tenant_api_keys (key_sha256);

create table governance.outbox (
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
create index outbox_due on governance.outbox (not_before, outbox_id);

do $$
declare
    t text;
begin
    foreach t in array array['tenants', 'twins', 'tenant_api_keys', 'outbox'] loop
        execute format('alter table governance.%I enable row level security', t);
        execute format('alter table governance.%I force row level security', t);
        execute format(
            'create policy tenant on governance.%I to twin_governance '
            'using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
            'with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', t);
    end loop;
end $$;

grant select, insert, update on governance.tenants to twin_governance;
grant select, insert, update, delete on governance.twins to twin_governance;
grant select, insert, update on governance.tenant_api_keys to twin_governance;
grant insert on governance.outbox to twin_governance;

-- Across tenants: find a key by its hash, see whether its tenant is active, send the outbox.
create policy crosstenant on governance.tenants for select to twin_governance_crosstenant using (true);
grant select (tenant_id, status) on governance.tenants to twin_governance_crosstenant;
create policy crosstenant on governance.tenant_api_keys for select to twin_governance_crosstenant using (true);
grant select (tenant_id, api_key_id, key_sha256, scopes, all_twins, allowed_twin_ids, expires_at, revoked_at)
    on governance.tenant_api_keys to twin_governance_crosstenant;
create policy crosstenant on governance.outbox to twin_governance_crosstenant using (true);
grant select, update, delete on governance.outbox to twin_governance_crosstenant;
