-- How much a tenant may use in a day or a month. A gateway is handed a portion by one UPDATE … RETURNING; when a window has passed,
-- the same statement begins the next.
create table metrics.usage_quotas (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    quota_type text not null check (quota_type in ('daily_tokens', 'daily_requests', 'monthly_tokens', 'monthly_requests')),
    limit_value bigint not null default 100000 check (limit_value >= 0),
    current_usage bigint not null default 0 check (current_usage >= 0), -- may exceed a limit that was lowered
    window_start timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, quota_type)
);

-- Requests handed out per key, session or address in one window. One row per window: two gateways cannot count beside each other.
create table metrics.rate_limit_tracking (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    tracking_type text not null check (tracking_type in ('api_key', 'session', 'ip', 'share_link', 'access_group')),
    tracking_key text not null check (length(tracking_key) between 1 and 200), -- an id, or the keyed hash of an address
    limit_type text not null check (limit_type in ('requests_per_minute', 'requests_per_hour', 'requests_per_day', 'tokens_per_day')),
    window_start timestamptz not null,
    request_count bigint not null default 0 check (request_count >= 0),
    primary key (tenant_id, tracking_type, tracking_key, limit_type, window_start)
);
create index rate_limit_tracking_oldest on metrics.rate_limit_tracking (window_start);

-- How services and what they depend on are doing. That is the platform's and no tenant's: its rows are written and read as the nil tenant
-- (00000000-0000-0000-0000-000000000000), so that this table needs no exception from the one policy and no tenant sees it.
create table metrics.service_health_logs (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    service_health_log_id uuid not null,
    service_name text not null check (length(service_name) between 1 and 100),
    status text not null check (status in ('healthy', 'degraded', 'unhealthy')),
    response_time_ms double precision check (response_time_ms >= 0 and response_time_ms < 'infinity'),
    error_code text check (length(error_code) <= 200),
    details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
    created_at timestamptz not null default now(),
    primary key (tenant_id, service_health_log_id)
);
create index service_health_logs_newest on metrics.service_health_logs (tenant_id, service_name, created_at desc, service_health_log_id desc);

-- What people did, as clients report it.
create table metrics.user_events (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    user_event_id uuid not null,
    user_id uuid,
    twin_id uuid,
    event_type text not null check (length(event_type) between 1 and 100),
    event_data jsonb not null default '{}' check (jsonb_typeof(event_data) = 'object'),
    session_id text check (length(session_id) <= 200),
    ip_address inet, -- removed when the tenant's retention says so
    user_agent text check (length(user_agent) <= 1000),
    created_at timestamptz not null default now(),
    primary key (tenant_id, user_event_id)
);
create index user_events_newest on metrics.user_events (tenant_id, created_at desc, user_event_id desc);
create index user_events_newest_of_user on metrics.user_events (tenant_id, user_id, created_at desc, user_event_id desc);
create index user_events_newest_of_twin on metrics.user_events (tenant_id, twin_id, created_at desc, user_event_id desc);

call migrations.protect('metrics', 'usage_quotas', 'rate_limit_tracking', 'service_health_logs', 'user_events');
grant select, insert, update, delete on metrics.usage_quotas, metrics.user_events to twin_metrics;
grant select, insert, update on metrics.rate_limit_tracking to twin_metrics;
grant select, insert, delete on metrics.service_health_logs to twin_metrics;

-- Across tenants: forget windows that no limit looks at any more.
create policy crosstenant on metrics.rate_limit_tracking to twin_metrics_crosstenant using (window_start < now() - interval '2 days');
grant select (tenant_id, window_start), delete on metrics.rate_limit_tracking to twin_metrics_crosstenant;
