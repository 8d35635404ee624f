-- A link that lets anybody ask one twin (formerly a token in clear in twins.settings). Rotating it replaces the hash: the old link is dead at once.
create table governance.share_links (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    share_link_id uuid not null,
    twin_id uuid not null,
    access_group_id uuid, -- null: the twin's default group
    name text not null default 'Share link' check (length(name) between 1 and 200),
    token_sha256 bytea not null check (length(token_sha256) = 32),
    token_prefix text not null check (length(token_prefix) between 4 and 16), -- by which people recognise it
    created_by uuid,
    created_at timestamptz not null default now(),
    rotated_at timestamptz,
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz,
    primary key (tenant_id, share_link_id),
    foreign key (tenant_id, twin_id) references governance.twins (tenant_id, twin_id) on delete cascade,
    -- Without its group a link would speak to another audience: it goes with the group.
    foreign key (tenant_id, twin_id, access_group_id) references governance.access_groups (tenant_id, twin_id, access_group_id) on delete cascade,
    foreign key (tenant_id, created_by) references governance.users (tenant_id, user_id) on delete set null (created_by)
);
create index share_links_newest on governance.share_links (tenant_id, twin_id, created_at desc, share_link_id desc);
create index share_links_access_group on governance.share_links (tenant_id, twin_id, access_group_id);
create index share_links_created_by on governance.share_links (tenant_id, created_by);
-- Opening the link finds the tenant, so the tenant cannot lead.
create index share_links_token on governance.share_links (token_sha256);

call migrations.protect('governance', 'share_links');
grant select, insert, update, delete on governance.share_links to twin_governance;

-- Across tenants: find a link by its token's hash.
create policy crosstenant on governance.share_links for select to twin_governance_crosstenant using (true);
grant select (tenant_id, share_link_id, twin_id, access_group_id, token_sha256, expires_at, revoked_at)
    on governance.share_links to twin_governance_crosstenant;
