-- Who sees what of a twin: a group sees what it was granted and nothing else. A visitor without a group is in the twin's default group, of which there is at
-- most one; two would mean that nobody knows which (formerly: that nothing was filtered).
create table governance.access_groups (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    access_group_id uuid not null,
    twin_id uuid not null,
    name text not null check (length(name) between 1 and 200),
    description text check (length(description) <= 2000),
    is_default boolean not null default false,
    is_public boolean not null default false,
    settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, access_group_id),
    foreign key (tenant_id, twin_id) references governance.twins (tenant_id, twin_id) on delete cascade,
    constraint access_groups_twin_key unique (tenant_id, twin_id, access_group_id),
    constraint access_groups_name_key unique (tenant_id, twin_id, name)
);
create unique index access_groups_one_default on governance.access_groups (tenant_id, twin_id) where is_default;
create unique index access_groups_one_public on governance.access_groups (tenant_id, twin_id) where is_public;
create index access_groups_newest on governance.access_groups (tenant_id, twin_id, created_at desc, access_group_id desc);

-- A user is in one group of a twin. The group is a group of that twin: the key says so.
create table governance.group_memberships (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    group_membership_id uuid not null,
    twin_id uuid not null,
    access_group_id uuid not null,
    user_id uuid not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, group_membership_id),
    foreign key (tenant_id, twin_id, access_group_id) references governance.access_groups (tenant_id, twin_id, access_group_id) on delete cascade,
    foreign key (tenant_id, user_id) references governance.users (tenant_id, user_id) on delete cascade,
    constraint group_memberships_user_key unique (tenant_id, user_id, twin_id)
);
create index group_memberships_newest
    on governance.group_memberships (tenant_id, twin_id, access_group_id, created_at desc, group_membership_id desc);

-- The content is the knowledge service's: no foreign key can follow it there, so a deleted source takes its grants along by event.
create table governance.content_permissions (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    access_group_id uuid not null,
    content_type text not null check (content_type in ('source', 'verified_qna')),
    content_id uuid not null,
    twin_id uuid not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, access_group_id, content_type, content_id),
    foreign key (tenant_id, twin_id, access_group_id) references governance.access_groups (tenant_id, twin_id, access_group_id) on delete cascade
);
create index content_permissions_newest
    on governance.content_permissions (tenant_id, twin_id, access_group_id, created_at desc, content_id desc);
create index content_permissions_content on governance.content_permissions (tenant_id, content_type, content_id);

create table governance.group_limits (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    access_group_id uuid not null,
    limit_type text not null check (limit_type in ('requests_per_hour', 'requests_per_day', 'tokens_per_request', 'tokens_per_day')),
    limit_value bigint not null check (limit_value > 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, access_group_id, limit_type),
    foreign key (tenant_id, access_group_id) references governance.access_groups (tenant_id, access_group_id) on delete cascade
);

-- What a group changes of its twin's settings.
create table governance.group_overrides (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    access_group_id uuid not null,
    override_type text not null check (override_type in ('system_prompt', 'temperature', 'max_tokens', 'tool_access')),
    override_value jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, access_group_id, override_type),
    foreign key (tenant_id, access_group_id) references governance.access_groups (tenant_id, access_group_id) on delete cascade,
    constraint group_overrides_shape check (case override_type
        when 'system_prompt' then jsonb_typeof(override_value) = 'string'
        when 'tool_access' then jsonb_typeof(override_value) in ('object', 'array')
        else jsonb_typeof(override_value) = 'number'
    end)
);

call migrations.protect('governance', 'access_groups', 'group_memberships', 'content_permissions', 'group_limits', 'group_overrides');
grant select, insert, update, delete
    on governance.access_groups, governance.group_memberships, governance.content_permissions, governance.group_limits, governance.group_overrides
    to twin_governance;
