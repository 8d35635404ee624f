create schema chat;
grant usage on schema chat to twin_chat, twin_chat_crosstenant;

create table chat.conversations (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    conversation_id uuid not null,
    twin_id uuid not null,
    title text not null check (length(title) between 1 and 200),
    created_at timestamptz not null default now(),
    last_message_at timestamptz not null default now(),
    primary key (tenant_id, conversation_id)
);
create index conversations_recent on chat.conversations (tenant_id, twin_id, last_message_at desc, conversation_id desc);

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
    constraint messages_answer check ((role = 'assistant') = (answered is not null and confidence_score is not null))
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
    attempts integer not null default 0,
    not_before timestamptz not null default now(),
    primary key (tenant_id, outbox_id)
);
create index outbox_due on chat.outbox (not_before, outbox_id);

do $$
declare
    t text;
begin
    foreach t in array array['conversations', 'messages', 'outbox'] loop
        execute format('alter table chat.%I enable row level security', t);
        execute format('alter table chat.%I force row level security', t);
        execute format(
            'create policy tenant on chat.%I to twin_chat '
            'using (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
            'with check (tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', t);
    end loop;
end $$;

grant select, insert, update, delete on chat.conversations to twin_chat;
grant select, insert on chat.messages to twin_chat;
grant insert on chat.outbox to twin_chat;

-- Across tenants: send the outbox.
create policy crosstenant on chat.outbox to twin_chat_crosstenant using (true);
grant select, update, delete on chat.outbox to twin_chat_crosstenant;
