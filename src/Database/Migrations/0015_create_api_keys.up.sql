-- One kind of key for the whole tenant (formerly also twin_api_keys); what it may reach is explicit. "Every twin" is a flag, never an empty list, and so is
-- "every origin": '*'. An imported key is known by its bcrypt hash until it is used for the first time, and by its SHA-256 from then on.
create table governance.tenant_api_keys (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    api_key_id uuid not null,
    name text not null check (length(name) between 1 and 200),
    kind text not null default 'secret' check (kind in ('secret', 'test', 'publishable')),
    key_prefix text not null check (length(key_prefix) between 8 and 32),
    key_sha256 bytea check (length(key_sha256) = 32),
    legacy_bcrypt text check (length(legacy_bcrypt) = 60),
    scopes text[] not null,
    all_twins boolean not null,
    allowed_twin_ids uuid[] not null default '{}',
    access_group_id uuid, -- null: the twin's default group. A group of another twin opens nothing.
    allowed_origins text[] not null default '{}',
    requests_per_minute integer check (requests_per_minute > 0),
    created_by uuid,
    created_at timestamptz not null default now(),
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz,
    replaced_by uuid,
    grace_until timestamptz, -- how long the old key still works beside the new one
    primary key (tenant_id, api_key_id),
    foreign key (tenant_id) references governance.tenants (tenant_id) on delete cascade,
    -- Without its group a key would speak for another audience: it goes with the group. Its creator and its successor it outlives.
    foreign key (tenant_id, access_group_id) references governance.access_groups (tenant_id, access_group_id) on delete cascade,
    foreign key (tenant_id, created_by) references governance.users (tenant_id, user_id) on delete set null (created_by),
    foreign key (tenant_id, replaced_by) references governance.tenant_api_keys (tenant_id, api_key_id) on delete set null (replaced_by),
    constraint tenant_api_keys_one_hash check (num_nonnulls(key_sha256, legacy_bcrypt) = 1),
    constraint tenant_api_keys_reach check (all_twins = (cardinality(allowed_twin_ids) = 0)),
    constraint tenant_api_keys_scopes check (cardinality(scopes) > 0),
    constraint tenant_api_keys_origins check ((kind = 'publishable') = (cardinality(allowed_origins) > 0)),
    constraint tenant_api_keys_publishable check (kind <> 'publishable' or scopes = '{chat:ask}'),
    constraint tenant_api_keys_group_of_one_twin check (access_group_id is null or cardinality(allowed_twin_ids) = 1),
    constraint tenant_api_keys_replaced check (replaced_by is null or grace_until is not null),
    constraint tenant_api_keys_not_its_own_successor check (replaced_by <> api_key_id)
);
create index tenant_api_keys_newest on governance.tenant_api_keys (tenant_id, created_at desc, api_key_id desc);
create index tenant_api_keys_access_group on governance.tenant_api_keys (tenant_id, access_group_id);
create index tenant_api_keys_created_by on governance.tenant_api_keys (tenant_id, created_by);
create index tenant_api_keys_replaced_by on governance.tenant_api_keys (tenant_id, replaced_by);
-- Found by hash before the tenant is known. 256 random bits: two tenants cannot meet here.
create unique index tenant_api_keys_key_sha256 on governance.tenant_api_keys (key_sha256);
-- Imported keys are found by the part of them that was kept in clear; the tenant cannot lead here either.
create index tenant_api_keys_legacy on governance.tenant_api_keys (key_prefix) where legacy_bcrypt is not null;

call migrations.protect('governance', 'tenant_api_keys');
grant select, insert, update on governance.tenant_api_keys to twin_governance;

-- Across tenants: find a key by its hash, or an imported one by its prefix.
create policy crosstenant on governance.tenant_api_keys for select to twin_governance_crosstenant using (true);
grant select (
        tenant_id, api_key_id, kind, key_prefix, key_sha256, legacy_bcrypt, scopes, all_twins, allowed_twin_ids, access_group_id, allowed_origins,
        requests_per_minute, expires_at, revoked_at, grace_until)
    on governance.tenant_api_keys to twin_governance_crosstenant;
