create schema chat;
grant usage on schema chat to twin_chat, twin_chat_crosstenant;

-- A visitor's stay. Channel and access group are what the server found out, never what the client said; the address is kept as a keyed hash only.
create table chat.sessions (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    session_id uuid not null,
    twin_id uuid not null,
    session_type text not null default 'anonymous' check (session_type in ('anonymous', 'authenticated')),
    channel text not null default 'api' check (channel in ('api', 'widget', 'share_link', 'openai', 'mcp', 'dashboard')),
    visitor_id uuid, -- the same on every visit from one browser
    user_id uuid,
    api_key_id uuid,
    share_link_id uuid,
    access_group_id uuid,
    token_sha256 bytea check (length(token_sha256) = 32), -- what the browser shows to come back
    ip_hash bytea check (length(ip_hash) = 32),
    user_agent text check (length(user_agent) <= 1000),
    created_at timestamptz not null default now(),
    last_active_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '24 hours',
    primary key (tenant_id, session_id),
    constraint sessions_anonymous check (session_type <> 'anonymous' or user_id is null),
    constraint sessions_share_link check (share_link_id is null or channel = 'share_link')
);
create index sessions_recent on chat.sessions (tenant_id, twin_id, last_active_at desc, session_id desc);
create index sessions_visitor on chat.sessions (tenant_id, twin_id, visitor_id, created_at desc);
create index sessions_expired on chat.sessions (expires_at);

create table chat.conversations (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    conversation_id uuid not null,
    twin_id uuid not null,
    session_id uuid, -- null when asked by a server, and once the session is cleaned up
    access_group_id uuid,
    user_id uuid,
    api_key_id uuid,
    channel text not null default 'api' check (channel in ('api', 'widget', 'share_link', 'openai', 'mcp', 'dashboard')),
    title text not null check (length(title) between 1 and 200),
    created_at timestamptz not null default now(),
    last_message_at timestamptz not null default now(),
    primary key (tenant_id, conversation_id),
    foreign key (tenant_id, session_id) references chat.sessions (tenant_id, session_id) on delete set null (session_id)
);
create index conversations_recent on chat.conversations (tenant_id, twin_id, last_message_at desc, conversation_id desc);
create index conversations_session on chat.conversations (tenant_id, session_id);

create table chat.messages (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    message_id uuid not null,
    conversation_id uuid not null,
    role text not null check (role in ('user', 'assistant')),
    content text not null,
    citations jsonb not null default '[]' check (jsonb_typeof(citations) = 'array'),
    answered boolean,
    confidence_score double precision check (confidence_score between 0 and 1),
    created_at timestamptz not null default now(),
    primary key (tenant_id, message_id),
    foreign key (tenant_id, conversation_id) references chat.conversations (tenant_id, conversation_id) on delete cascade,
    constraint messages_answer check ((role = 'assistant') = (answered is not null)),
    constraint messages_confidence check (role = 'assistant' or confidence_score is null) -- imported answers may lack one
);
-- The order of speech is the order of time: imported messages keep ids that say nothing about it.
create index messages_conversation on chat.messages (tenant_id, conversation_id, created_at, message_id);

create table chat.outbox (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    outbox_id bigint generated always as identity,
    event_id uuid not null,
    event_type text not null,
    body text not null,
    trace_parent text,
    occurred_at timestamptz not null,
    attempts integer not null default 0 check (attempts >= 0),
    not_before timestamptz not null default now(),
    primary key (tenant_id, outbox_id)
);
create index outbox_due on chat.outbox (not_before, outbox_id);

create table chat.inbox (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    event_id uuid not null,
    consumer text not null,
    received_at timestamptz not null default now(),
    primary key (tenant_id, event_id, consumer)
);
create index inbox_oldest on chat.inbox (received_at);

-- What a creating POST answered: whoever asks again gets the same answer and makes nothing twice. Without an answer the request is in flight.
create table chat.idempotency_keys (
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
create index idempotency_keys_expired on chat.idempotency_keys (expires_at);

-- What this service erased, and how many rows: an event that arrives late must not bring it back, and asked twice it answers the same.
create table chat.erased_subjects (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    subject_type text not null check (subject_type in ('source', 'twin', 'session', 'user', 'tenant')),
    subject_id uuid not null,
    erasure_id uuid not null,
    row_counts jsonb not null check (jsonb_typeof(row_counts) = 'object'),
    erased_at timestamptz not null default now(),
    primary key (tenant_id, subject_type, subject_id)
);

call migrations.protect('chat', 'sessions', 'conversations', 'messages', 'outbox', 'inbox', 'idempotency_keys', 'erased_subjects');
grant select, insert, update, delete on chat.sessions, chat.conversations to twin_chat;
grant select, insert, delete on chat.messages to twin_chat;
grant insert on chat.outbox to twin_chat;
grant select, insert on chat.inbox to twin_chat;
grant select, insert, update, delete on chat.idempotency_keys to twin_chat;
grant select, insert, update on chat.erased_subjects to twin_chat;

-- Across tenants: clean up sessions that have ended, send the outbox, forget events that no broker sends again and answers that have expired.
create policy crosstenant on chat.sessions to twin_chat_crosstenant using (expires_at < now());
grant select (tenant_id, session_id, expires_at), delete on chat.sessions to twin_chat_crosstenant;
create policy crosstenant on chat.outbox to twin_chat_crosstenant using (true);
grant select, update, delete on chat.outbox to twin_chat_crosstenant;
create policy crosstenant on chat.inbox to twin_chat_crosstenant using (received_at < now() - interval '30 days');
grant select (tenant_id, received_at), delete on chat.inbox to twin_chat_crosstenant;
create policy crosstenant on chat.idempotency_keys to twin_chat_crosstenant using (expires_at < now());
grant select (tenant_id, expires_at), delete on chat.idempotency_keys to twin_chat_crosstenant;
