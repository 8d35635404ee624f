-- Who may sign in, and as what. The identity provider knows them by issuer and subject; the tenant comes from here and never from the client.
create table governance.users (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    user_id uuid not null,
    email text not null check (length(email) between 3 and 320) constraint users_email_lower check (email = lower(email)),
    display_name text check (length(display_name) <= 200),
    avatar_url text check (length(avatar_url) <= 2000),
    role text not null default 'viewer' check (role in ('owner', 'editor', 'viewer')),
    issuer text check (length(issuer) <= 500),
    subject text check (length(subject) <= 500),
    deactivated_at timestamptz,
    last_active_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, user_id),
    foreign key (tenant_id) references governance.tenants (tenant_id) on delete cascade,
    constraint users_email_key unique (tenant_id, email),
    constraint users_identity_key unique (tenant_id, issuer, subject),
    constraint users_identity check ((issuer is null) = (subject is null))
);
create index users_newest on governance.users (tenant_id, created_at desc, user_id desc);
-- Signing in finds the tenant, so the tenant cannot lead.
create index users_identity on governance.users (issuer, subject);

-- The token itself is sent once and never stored. An invitation that ended stays as history and does not keep the address from being invited again.
create table governance.user_invitations (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    user_invitation_id uuid not null,
    email text not null check (length(email) between 3 and 320) constraint user_invitations_email_lower check (email = lower(email)),
    role text not null default 'viewer' check (role in ('owner', 'editor', 'viewer')),
    token_sha256 bytea not null check (length(token_sha256) = 32),
    status text not null default 'pending' check (status in ('pending', 'accepted', 'expired', 'revoked')),
    invited_by uuid,
    accepted_by uuid,
    accepted_at timestamptz,
    expires_at timestamptz not null default now() + interval '7 days',
    created_at timestamptz not null default now(),
    primary key (tenant_id, user_invitation_id),
    foreign key (tenant_id) references governance.tenants (tenant_id) on delete cascade,
    foreign key (tenant_id, invited_by) references governance.users (tenant_id, user_id) on delete set null (invited_by),
    foreign key (tenant_id, accepted_by) references governance.users (tenant_id, user_id) on delete set null (accepted_by),
    constraint user_invitations_accepted check ((status = 'accepted') = (accepted_at is not null))
);
create unique index user_invitations_pending on governance.user_invitations (tenant_id, email) where status = 'pending';
create index user_invitations_newest on governance.user_invitations (tenant_id, created_at desc, user_invitation_id desc);
create index user_invitations_invited_by on governance.user_invitations (tenant_id, invited_by);
create index user_invitations_accepted_by on governance.user_invitations (tenant_id, accepted_by);
-- Opening the link finds the tenant, so the tenant cannot lead.
create index user_invitations_token on governance.user_invitations (token_sha256);

call migrations.protect('governance', 'users', 'user_invitations');
grant select, insert, update, delete on governance.users to twin_governance;
grant select, insert, update on governance.user_invitations to twin_governance;

-- Across tenants: find a user by identity and an invitation by its token's hash.
create policy crosstenant on governance.users for select to twin_governance_crosstenant using (true);
grant select (tenant_id, user_id, issuer, subject, role, deactivated_at) on governance.users to twin_governance_crosstenant;
create policy crosstenant on governance.user_invitations for select to twin_governance_crosstenant using (true);
grant select (tenant_id, user_invitation_id, token_sha256, status, expires_at) on governance.user_invitations to twin_governance_crosstenant;
