-- Who did what, on what, when. Rows are added and never changed, each carries the hash of the one before it, and nothing that it speaks of can take it along:
-- so it has no foreign key, and ids in it say nothing by themselves. Names and addresses, which a person may want erased, are in audit_identities.
create table governance.audit_logs (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    audit_log_id uuid not null,
    number bigint not null check (number > 0), -- of the tenant's chain, without gaps
    event_type text not null check (length(event_type) between 1 and 100),
    action text not null check (length(action) between 1 and 200),
    actor_type text not null check (actor_type in ('user', 'api_key', 'share_link', 'visitor', 'operator', 'system', 'unknown')),
    actor_id uuid,
    twin_id uuid,
    resource text check (length(resource) between 1 and 100), -- what kind of thing was acted on
    resource_id uuid,
    correlation_id text check (length(correlation_id) <= 200),
    details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
    identity_sha256 bytea check (length(identity_sha256) = 32), -- of the salted row in audit_identities, which may be erased without breaking the chain
    import_id uuid, -- set on what happened before the import
    occurred_at timestamptz not null,
    previous_hash bytea check (length(previous_hash) = 32),
    entry_hash bytea not null check (length(entry_hash) = 32),
    primary key (tenant_id, audit_log_id),
    constraint audit_logs_number_key unique (tenant_id, number),
    constraint audit_logs_chain check ((number = 1) = (previous_hash is null)),
    constraint audit_logs_resource check (resource_id is null or resource is not null)
);
create index audit_logs_newest on governance.audit_logs (tenant_id, occurred_at desc, audit_log_id desc);
create index audit_logs_newest_of_twin on governance.audit_logs (tenant_id, twin_id, occurred_at desc, audit_log_id desc);
create index audit_logs_newest_of_actor on governance.audit_logs (tenant_id, actor_id, occurred_at desc, audit_log_id desc);
create index audit_logs_newest_of_type on governance.audit_logs (tenant_id, event_type, occurred_at desc, audit_log_id desc);

-- The person and the place behind an entry. Erasure deletes it; the entry and its hash stay.
create table governance.audit_identities (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    audit_log_id uuid not null,
    actor_id uuid,
    actor_name text check (length(actor_name) <= 400),
    ip_address inet,
    user_agent text check (length(user_agent) <= 1000),
    salt bytea not null check (length(salt) = 32), -- without it the hash of an erased name could be guessed
    primary key (tenant_id, audit_log_id),
    foreign key (tenant_id, audit_log_id) references governance.audit_logs (tenant_id, audit_log_id)
);
create index audit_identities_actor on governance.audit_identities (tenant_id, actor_id);

-- A signed statement of how far the chain had come: without it the newest entries could be cut off unnoticed.
create table governance.audit_checkpoints (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    number bigint not null,
    entry_hash bytea not null check (length(entry_hash) = 32),
    signing_key_id text not null check (length(signing_key_id) between 1 and 200),
    signature bytea not null check (length(signature) between 16 and 1024),
    created_at timestamptz not null default now(),
    primary key (tenant_id, number),
    foreign key (tenant_id, number) references governance.audit_logs (tenant_id, number)
);
comment on table governance.audit_checkpoints is 'append-only';

call migrations.protect('governance', 'audit_logs', 'audit_identities', 'audit_checkpoints');
grant select, insert on governance.audit_logs, governance.audit_checkpoints to twin_governance;
grant select, insert, delete on governance.audit_identities to twin_governance;
