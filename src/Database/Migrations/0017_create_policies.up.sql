-- What twins must refuse or disclose. Without a twin it holds for every twin of the tenant.
create table governance.governance_policies (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    governance_policy_id uuid not null,
    twin_id uuid,
    policy_type text not null check (policy_type in ('refusal_rule', 'guardrail', 'tool_restriction', 'disclosure')),
    name text not null check (length(name) between 1 and 200),
    content text not null check (length(content) between 1 and 10000),
    is_active boolean not null default true,
    version integer not null default 1 check (version > 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, governance_policy_id),
    foreign key (tenant_id) references governance.tenants (tenant_id) on delete cascade,
    foreign key (tenant_id, twin_id) references governance.twins (tenant_id, twin_id) on delete cascade,
    constraint governance_policies_name_key unique nulls not distinct (tenant_id, twin_id, name)
);
create index governance_policies_newest on governance.governance_policies (tenant_id, created_at desc, governance_policy_id desc);

-- How long a tenant keeps what need not be kept. Without a row the platform's default holds.
create table governance.retention_policies (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    data_kind text not null check (data_kind in ('messages', 'sessions', 'ip_addresses', 'user_events', 'logs')),
    keep_days integer not null check (keep_days between 1 and 36500),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, data_kind),
    foreign key (tenant_id) references governance.tenants (tenant_id) on delete cascade
);

call migrations.protect('governance', 'governance_policies', 'retention_policies');
grant select, insert, update, delete on governance.governance_policies, governance.retention_policies to twin_governance;
