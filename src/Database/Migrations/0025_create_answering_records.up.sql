-- What the owner is asked because the twin could not tell: an opinion it lacks, or a question that no source answers.
create table chat.clarification_threads (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    clarification_thread_id uuid not null,
    twin_id uuid not null,
    conversation_id uuid,
    kind text not null default 'owner_memory' check (kind in ('owner_memory', 'unanswered')),
    visitor_question text not null check (length(visitor_question) between 1 and 20000),
    question text not null check (length(question) between 1 and 4000), -- what the owner is asked
    options jsonb not null default '[]' check (jsonb_typeof(options) = 'array'),
    memory_proposal jsonb check (jsonb_typeof(memory_proposal) = 'object'),
    requested_by text not null default 'visitor' check (requested_by in ('owner', 'visitor')),
    times_asked integer not null default 1 check (times_asked > 0),
    status text not null default 'pending_owner' check (status in ('pending_owner', 'answered', 'expired', 'dismissed')),
    answer text check (length(answer) <= 50000),
    selected_option text check (length(selected_option) <= 500),
    answered_by uuid, -- a user or an API key, perhaps gone since
    answered_at timestamptz,
    owner_belief_id uuid, -- what the answer became, in the knowledge service
    verified_qna_id uuid,
    created_at timestamptz not null default now(),
    primary key (tenant_id, clarification_thread_id),
    foreign key (tenant_id, conversation_id) references chat.conversations (tenant_id, conversation_id) on delete set null (conversation_id),
    constraint clarification_threads_answered check ((status = 'answered') = (answered_at is not null)),
    constraint clarification_threads_answer check ((status = 'answered') = (answer is not null)),
    constraint clarification_threads_result check (status = 'answered' or num_nonnulls(owner_belief_id, verified_qna_id, answered_by) = 0)
);
create index clarification_threads_newest on chat.clarification_threads (tenant_id, twin_id, status, created_at desc, clarification_thread_id desc);
create index clarification_threads_conversation on chat.clarification_threads (tenant_id, conversation_id);

-- How an answer came about. It holds ids, scores and hashes and no text, survives message and sources, and is chained per twin: so it has no foreign key.
create table chat.answer_receipts (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    message_id uuid not null, -- the answer's
    twin_id uuid not null,
    number bigint not null check (number > 0), -- of the twin's chain, without gaps
    answered_with text not null check (answered_with in (
        'refusal', 'small_talk', 'owner_memory', 'verified_answer', 'passages', 'generated', 'clarification', 'silence')),
    question_sha256 bytea not null check (length(question_sha256) = 32),
    answer_sha256 bytea not null check (length(answer_sha256) = 32),
    knowledge_version text not null check (length(knowledge_version) between 1 and 200),
    settings_version integer not null check (settings_version > 0),
    access_group_id uuid,
    verified_qna_id uuid,
    verified_qna_version integer check (verified_qna_version > 0),
    passages jsonb not null default '[]' check (jsonb_typeof(passages) = 'array'), -- chunk, source, version, scores, hash of the quote
    trace jsonb not null default '{}' check (jsonb_typeof(trace) = 'object'), -- each step's decision and why
    encoder text check (length(encoder) <= 200),
    model text check (length(model) <= 200),
    tokens_prompt integer check (tokens_prompt >= 0),
    tokens_completion integer check (tokens_completion >= 0),
    elapsed_ms integer check (elapsed_ms >= 0),
    created_at timestamptz not null default now(),
    previous_hash bytea check (length(previous_hash) = 32),
    receipt_hash bytea not null check (length(receipt_hash) = 32),
    primary key (tenant_id, message_id),
    constraint answer_receipts_number_key unique (tenant_id, twin_id, number),
    constraint answer_receipts_chain check ((number = 1) = (previous_hash is null)),
    constraint answer_receipts_verified check (answered_with <> 'verified_answer' or verified_qna_id is not null),
    constraint answer_receipts_verified_version check ((verified_qna_id is null) = (verified_qna_version is null)),
    constraint answer_receipts_model check (answered_with <> 'generated' or model is not null)
);
create index answer_receipts_newest on chat.answer_receipts (tenant_id, twin_id, created_at desc, message_id desc);
-- Whoever was given a verified answer is told when it changes.
create index answer_receipts_verified_qna on chat.answer_receipts (tenant_id, verified_qna_id, created_at desc) where verified_qna_id is not null;

-- What a visitor thought of an answer: the last word counts.
create table chat.message_feedback (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    message_id uuid not null,
    twin_id uuid not null,
    rating text not null check (rating in ('up', 'down')),
    comment text check (length(comment) <= 4000),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, message_id),
    foreign key (tenant_id, message_id) references chat.messages (tenant_id, message_id) on delete cascade
);
create index message_feedback_newest on chat.message_feedback (tenant_id, twin_id, created_at desc, message_id desc);

call migrations.protect('chat', 'clarification_threads', 'answer_receipts', 'message_feedback');
grant select, insert, update, delete on chat.clarification_threads, chat.message_feedback to twin_chat;
grant select, insert on chat.answer_receipts to twin_chat;
