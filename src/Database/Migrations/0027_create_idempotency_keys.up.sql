-- What a creating POST answered, so that a client which asks again gets the same answer and makes nothing twice. The same table in every service that creates;
-- a row without an answer is a request in flight.
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
create index on governance.idempotency_keys (expires_at);
create table knowledge.idempotency_keys (like governance.idempotency_keys including all);
create table chat.idempotency_keys (like governance.idempotency_keys including all);
create table metrics.idempotency_keys (like governance.idempotency_keys including all);

call migrations.protect('governance', 'idempotency_keys');
call migrations.protect('knowledge', 'idempotency_keys');
call migrations.protect('chat', 'idempotency_keys');
call migrations.protect('metrics', 'idempotency_keys');
grant select, insert, update, delete on governance.idempotency_keys to twin_governance;
grant select, insert, update, delete on knowledge.idempotency_keys to twin_knowledge;
grant select, insert, update, delete on chat.idempotency_keys to twin_chat;
grant select, insert, update, delete on metrics.idempotency_keys to twin_metrics;

-- Across tenants: forget answers that have expired.
create policy crosstenant on governance.idempotency_keys to twin_governance_crosstenant using (expires_at < now());
grant select (tenant_id, expires_at), delete on governance.idempotency_keys to twin_governance_crosstenant;
create policy crosstenant on knowledge.idempotency_keys to twin_knowledge_crosstenant using (expires_at < now());
grant select (tenant_id, expires_at), delete on knowledge.idempotency_keys to twin_knowledge_crosstenant;
create policy crosstenant on chat.idempotency_keys to twin_chat_crosstenant using (expires_at < now());
grant select (tenant_id, expires_at), delete on chat.idempotency_keys to twin_chat_crosstenant;
create policy crosstenant on metrics.idempotency_keys to twin_metrics_crosstenant using (expires_at < now());
grant select (tenant_id, expires_at), delete on metrics.idempotency_keys to twin_metrics_crosstenant;
