-- The baseline: the tables of the system that came before, in the shapes that its own scripts and its production gave them. The steps after this one
-- bring them into the new shapes; the importer copies a real old database in here and runs the very same steps over it.
-- Only primary keys are enforced. Foreign keys, unique keys, checks and NOT NULL are left out because the data of real databases breaks them (they ran
-- the old scripts in different orders, and some only in part): a row that a constraint would refuse must arrive here, so that it can be reported.
-- The old triggers, functions, the view and the grants are left out: nothing of the old program runs here.
-- Tables whose columns nobody knows in full (ingestion_pipelines, verification_logs) are not here; the importer keeps an unknown table as it finds it.
create schema legacy;

-- What a step takes out of `legacy` rests here unchanged, for the way back and until the release window is over.
create schema legacy_shadow;

-- Tenancy.
create table legacy.tenants (
    id uuid primary key default gen_random_uuid(),
    name text,
    created_at timestamptz default now(),
    owner_id uuid
);

create table legacy.twins (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid,
    name text,
    description text,
    settings jsonb default '{"system_prompt": null}',
    created_at timestamptz default now(),
    is_verified boolean default false,
    verification_status text default 'unverified',
    specialization_id varchar(50) default 'vanilla',
    specialization_version varchar(50) default '1.0.0',
    specialization text default 'vanilla'
);

create table legacy.users (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid,
    email text,
    role text default 'viewer',
    created_at timestamptz default now(),
    invited_at timestamptz,
    invitation_id uuid,
    last_active_at timestamptz,
    avatar_url text
);

create table legacy.user_invitations (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid,
    email text,
    invitation_token uuid default gen_random_uuid(),
    invited_by uuid,
    role text default 'viewer',
    status text default 'pending',
    expires_at timestamptz,
    accepted_at timestamptz,
    created_at timestamptz default now()
);

-- Knowledge and its ingestion.
create table legacy.sources (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    filename text,
    file_url text,
    content_text text,
    file_size bigint,
    status text default 'pending',
    created_at timestamptz default now(),
    staging_status text default 'staged',
    content_hash text,
    publish_date timestamptz,
    author text,
    citation_url text,
    keep_synced boolean default false,
    sync_config jsonb default '{}',
    health_status text default 'healthy',
    chunk_count integer,
    extracted_text_length integer,
    last_deep_scrub_at timestamptz,
    is_verified_content boolean default false,
    type text
);

create table legacy.chunks (
    id uuid primary key default gen_random_uuid(),
    source_id uuid,
    content text,
    vector_id text,
    metadata jsonb,
    created_at timestamptz default now()
);

create table legacy.training_jobs (
    id uuid primary key default gen_random_uuid(),
    source_id uuid,
    twin_id uuid,
    status text default 'queued',
    job_type text,
    priority integer default 0,
    error_message text,
    metadata jsonb default '{}',
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    started_at timestamptz,
    completed_at timestamptz
);

create table legacy.jobs (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    source_id uuid,
    status text default 'queued',
    job_type text,
    priority integer default 0,
    error_message text,
    metadata jsonb default '{}',
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    started_at timestamptz,
    completed_at timestamptz
);

create table legacy.job_logs (
    id uuid primary key default gen_random_uuid(),
    job_id uuid,
    log_level text default 'info',
    message text,
    metadata jsonb default '{}',
    created_at timestamptz default now()
);

create table legacy.ingestion_logs (
    id uuid primary key default gen_random_uuid(),
    source_id uuid,
    twin_id uuid,
    log_level text,
    message text,
    metadata jsonb default '{}',
    created_at timestamptz default now()
);

create table legacy.content_health_checks (
    id uuid primary key default gen_random_uuid(),
    source_id uuid,
    check_type text,
    status text,
    message text,
    metadata jsonb default '{}',
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

-- Verified answers and the owner's memory.
create table legacy.verified_qna (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    question text,
    answer text,
    question_embedding text,
    visibility text default 'private',
    created_by uuid,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    is_active boolean default true
);

create table legacy.answer_patches (
    id uuid primary key default gen_random_uuid(),
    verified_qna_id uuid,
    previous_answer text,
    new_answer text,
    reason text,
    patched_by uuid,
    patched_at timestamptz default now()
);

create table legacy.citations (
    id uuid primary key default gen_random_uuid(),
    verified_qna_id uuid,
    source_id text,
    chunk_id text,
    citation_url text,
    created_at timestamptz default now()
);

create table legacy.owner_beliefs (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid,
    twin_id uuid,
    topic_normalized text,
    memory_type text,
    value text,
    stance text,
    intensity smallint,
    confidence double precision default 0.5,
    status text default 'active',
    embedding jsonb,
    provenance jsonb default '{}',
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    superseded_by uuid
);

create table legacy.memory_events (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid,
    twin_id uuid,
    event_type text,
    source_type text,
    source_id text,
    payload jsonb default '{}',
    status text default 'applied',
    created_at timestamptz default now()
);

-- Conversations.
create table legacy.sessions (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    group_id uuid,
    session_type text,
    user_id uuid,
    ip_address text,
    user_agent text,
    created_at timestamptz default now(),
    last_active_at timestamptz default now(),
    expires_at timestamptz
);

create table legacy.conversations (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    user_id uuid,
    created_at timestamptz default now(),
    group_id uuid,
    session_id uuid
);

create table legacy.messages (
    id uuid primary key default gen_random_uuid(),
    conversation_id uuid,
    role text,
    content text,
    citations jsonb,
    confidence_score double precision,
    created_at timestamptz default now()
);

create table legacy.clarification_threads (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid,
    twin_id uuid,
    conversation_id uuid,
    source_message_id uuid,
    mode text default 'owner',
    status text default 'pending_owner',
    original_query text,
    question text,
    options jsonb default '[]',
    memory_write_proposal jsonb default '{}',
    owner_memory_id uuid,
    requested_by text,
    created_by uuid,
    answered_by uuid,
    answer_text text,
    answered_at timestamptz,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

-- Who may see what.
create table legacy.access_groups (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    name text,
    description text,
    is_default boolean default false,
    is_public boolean default false,
    settings jsonb default '{}',
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table legacy.group_memberships (
    id uuid primary key default gen_random_uuid(),
    group_id uuid,
    user_id uuid,
    twin_id uuid,
    is_active boolean default true,
    created_at timestamptz default now()
);

create table legacy.content_permissions (
    id uuid primary key default gen_random_uuid(),
    group_id uuid,
    twin_id uuid,
    content_type text,
    content_id uuid,
    created_at timestamptz default now()
);

create table legacy.group_limits (
    id uuid primary key default gen_random_uuid(),
    group_id uuid,
    limit_type text,
    limit_value integer,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table legacy.group_overrides (
    id uuid primary key default gen_random_uuid(),
    group_id uuid,
    override_type text,
    override_value jsonb,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table legacy.twin_api_keys (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    group_id uuid,
    key_hash text,
    key_prefix text,
    name text,
    allowed_domains jsonb default '[]',
    is_active boolean default true,
    created_at timestamptz default now(),
    last_used_at timestamptz,
    expires_at timestamptz
);

create table legacy.tenant_api_keys (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid,
    key_hash text,
    key_prefix text,
    name text,
    allowed_domains text[] default '{}',
    allowed_twin_ids uuid[] default '{}',
    scopes text[] default '{}',
    is_active boolean default true,
    created_by uuid,
    created_at timestamptz default now(),
    expires_at timestamptz,
    last_used_at timestamptz
);

-- Governance. twin_verifications exists only in production; its columns are those that the old code reads and writes, in the widest fitting types.
create table legacy.audit_logs (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    actor_id uuid,
    event_type text,
    action text,
    metadata jsonb default '{}',
    created_at timestamptz default now(),
    tenant_id uuid
);

create table legacy.governance_policies (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    policy_type text,
    name text,
    content text,
    is_active boolean default true,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    tenant_id uuid
);

create table legacy.twin_verification (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    status text default 'pending',
    verification_method text,
    metadata jsonb default '{}',
    requested_at timestamptz default now(),
    verified_at timestamptz,
    verified_by uuid
);

create table legacy.twin_verifications (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    status text,
    score double precision,
    source_id text,
    chunk_id text,
    details jsonb,
    created_at timestamptz default now()
);

-- Figures.
create table legacy.metrics (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    user_id uuid,
    metric_type text,
    value double precision,
    metadata jsonb default '{}',
    created_at timestamptz default now()
);

create table legacy.usage_quotas (
    id uuid primary key default gen_random_uuid(),
    tenant_id uuid,
    quota_type text,
    limit_value integer default 100000,
    current_usage integer default 0,
    reset_at timestamptz,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table legacy.rate_limit_tracking (
    id uuid primary key default gen_random_uuid(),
    tracking_key text,
    tracking_type text,
    window_start timestamptz,
    request_count integer default 0,
    limit_type text
);

create table legacy.service_health_logs (
    id uuid primary key default gen_random_uuid(),
    service_name text,
    status text,
    response_time_ms double precision,
    error_message text,
    metadata jsonb default '{}',
    created_at timestamptz default now()
);

create table legacy.user_events (
    id uuid primary key default gen_random_uuid(),
    user_id uuid,
    twin_id uuid,
    event_type text,
    event_data jsonb default '{}',
    session_id text,
    ip_address inet,
    user_agent text,
    created_at timestamptz default now()
);

create table legacy.session_analytics (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    session_id text,
    visitor_id text,
    visitor_type text default 'anonymous',
    started_at timestamptz default now(),
    ended_at timestamptz,
    messages_count integer default 0,
    user_messages_count integer default 0,
    twin_messages_count integer default 0,
    avg_confidence double precision,
    min_confidence double precision,
    escalations_count integer default 0,
    sources_cited_count integer default 0,
    access_group_id uuid,
    referrer text,
    user_agent text
);

create table legacy.page_views (
    id uuid primary key default gen_random_uuid(),
    user_id uuid,
    page_path text,
    page_title text,
    referrer text,
    session_id text,
    user_agent text,
    created_at timestamptz default now()
);

create table legacy.daily_metrics (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    date date,
    conversations_count integer default 0,
    messages_count integer default 0,
    unique_visitors integer default 0,
    avg_confidence double precision,
    escalations_count integer default 0,
    escalations_resolved integer default 0,
    avg_response_time_ms integer,
    sources_uploaded integer default 0,
    created_at timestamptz default now()
);

create table legacy.user_profiles (
    id uuid primary key,
    email text,
    full_name text,
    avatar_url text,
    email_verified boolean default false,
    onboarding_completed boolean default false,
    onboarding_step integer default 0,
    stripe_customer_id text,
    subscription_tier text default 'free',
    subscription_status text default 'active',
    last_login_at timestamptz,
    login_count integer default 0,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

-- Graph, profiles and interviews. Of the two shapes of interview_sessions this is the realtime one, which wins when all the old files run.
create table legacy.nodes (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    name text,
    type text,
    description text,
    properties jsonb default '{}',
    status text default 'active',
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table legacy.edges (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    from_node_id uuid,
    to_node_id uuid,
    type text,
    description text,
    weight double precision default 1.0,
    properties jsonb default '{}',
    created_at timestamptz default now()
);

create table legacy.profile_versions (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    version integer,
    snapshot_json jsonb,
    diff_json jsonb,
    node_count integer default 0,
    edge_count integer default 0,
    approved_by uuid,
    approved_at timestamptz default now(),
    notes text,
    created_at timestamptz default now()
);

create table legacy.interview_sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid,
    twin_id uuid,
    started_at timestamptz default now(),
    ended_at timestamptz,
    duration_seconds integer,
    transcript jsonb default '[]',
    memories_extracted integer default 0,
    status text default 'active',
    metadata jsonb default '{}',
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

-- Actions and escalations.
create table legacy.events (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    event_type varchar(50),
    payload jsonb default '{}',
    source_context jsonb default '{}',
    created_at timestamptz default now()
);

create table legacy.tool_connectors (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    connector_type varchar(50),
    name varchar(100),
    config jsonb default '{}',
    credentials_encrypted text,
    is_active boolean default true,
    last_used_at timestamptz,
    last_error text,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table legacy.action_triggers (
    id uuid primary key default gen_random_uuid(),
    twin_id uuid,
    name varchar(200),
    description text,
    event_type varchar(50),
    conditions jsonb default '{}',
    connector_id uuid,
    action_type varchar(50),
    action_config jsonb default '{}',
    requires_approval boolean default true,
    is_active boolean default true,
    priority integer default 0,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table legacy.action_drafts (
    id uuid primary key default gen_random_uuid(),
    trigger_id uuid,
    event_id uuid,
    twin_id uuid,
    status varchar(20) default 'pending',
    proposed_action jsonb,
    context jsonb default '{}',
    approval_note text,
    approved_by uuid,
    expires_at timestamptz,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table legacy.action_executions (
    id uuid primary key default gen_random_uuid(),
    draft_id uuid,
    trigger_id uuid,
    twin_id uuid,
    connector_id uuid,
    action_type varchar(50),
    status varchar(20),
    inputs jsonb,
    outputs jsonb default '{}',
    error_message text,
    execution_duration_ms integer,
    executed_by uuid,
    executed_at timestamptz default now()
);

create table legacy.escalations (
    id uuid primary key default gen_random_uuid(),
    message_id uuid,
    status text default 'open',
    resolved_by uuid,
    resolved_at timestamptz,
    created_at timestamptz default now(),
    tenant_id uuid,
    twin_id uuid
);

create table legacy.escalation_replies (
    id uuid primary key default gen_random_uuid(),
    escalation_id uuid,
    owner_id uuid,
    content text,
    created_at timestamptz default now()
);

-- Nothing is dropped in silence. A row that a step cannot place is held back here whole; a row that it places with less than the row asked for
-- is recorded too (placed), since a narrower reading is a decision that somebody may want to revise.
create table legacy.quarantined_rows (
    quarantine_id bigint generated always as identity primary key,
    step text not null,
    table_name text not null,
    row_key text not null,
    placed boolean not null,
    reason text not null,
    explanation text not null,
    original jsonb not null,
    quarantined_at timestamptz not null default now()
);
create index quarantined_rows_of_table on legacy.quarantined_rows (table_name, row_key);

-- No service has any right here, and row-level security without a policy stays shut should one ever be granted by mistake.
do $$
declare
    old_table record;
begin
    for old_table in select tablename from pg_tables where schemaname = 'legacy' loop
        execute format('alter table legacy.%I enable row level security, force row level security', old_table.tablename);
    end loop;
end $$;
