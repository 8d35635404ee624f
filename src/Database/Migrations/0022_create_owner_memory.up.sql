-- What the owner holds: beliefs, preferences, stances, ways of seeing, rules of tone. A newer one supersedes an older one of the same twin;
-- nothing is overwritten.
create table knowledge.owner_beliefs (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    owner_belief_id uuid not null,
    twin_id uuid not null,
    memory_type text not null check (memory_type in ('belief', 'preference', 'stance', 'lens', 'tone_rule')),
    topic text not null check (length(topic) between 1 and 500),
    value text not null check (length(value) between 1 and 10000),
    stance text check (stance in ('positive', 'negative', 'neutral')),
    intensity smallint check (intensity between 1 and 10),
    confidence double precision not null default 0.85 check (confidence between 0 and 1),
    status text not null default 'active' check (status in ('active', 'superseded', 'retracted')),
    superseded_by uuid,
    superseded_at timestamptz,
    retracted_at timestamptz,
    retracted_reason text check (length(retracted_reason) <= 2000),
    provenance jsonb not null default '{}' check (jsonb_typeof(provenance) = 'object'), -- the clarification or import it came from; never overwritten
    embedding real[],
    embedding_encoder text check (length(embedding_encoder) between 1 and 200),
    embedding_dimension integer generated always as (cardinality(embedding)) stored,
    created_by uuid, -- a user or an API key, perhaps gone since
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (tenant_id, owner_belief_id),
    constraint owner_beliefs_twin_key unique (tenant_id, twin_id, owner_belief_id),
    foreign key (tenant_id, twin_id, superseded_by) references knowledge.owner_beliefs (tenant_id, twin_id, owner_belief_id)
        on delete set null (superseded_by),
    constraint owner_beliefs_superseded check ((status = 'superseded') = (superseded_at is not null)),
    constraint owner_beliefs_successor check (superseded_by is null or status = 'superseded'),
    constraint owner_beliefs_not_its_own_successor check (superseded_by <> owner_belief_id),
    constraint owner_beliefs_retracted check ((status = 'retracted') = (retracted_at is not null)),
    constraint owner_beliefs_encoder check ((embedding is null) = (embedding_encoder is null)),
    constraint owner_beliefs_embedding check (
        cardinality(embedding) > 0 and array_position(embedding, null) is null and not embedding && '{NaN, Infinity, -Infinity}')
);
create index owner_beliefs_newest on knowledge.owner_beliefs (tenant_id, twin_id, created_at desc, owner_belief_id desc);
create index owner_beliefs_active on knowledge.owner_beliefs (tenant_id, twin_id, memory_type) where status = 'active';
create index owner_beliefs_superseded_by on knowledge.owner_beliefs (tenant_id, twin_id, superseded_by);

call migrations.protect('knowledge', 'owner_beliefs');
grant select, insert, update, delete on knowledge.owner_beliefs to twin_knowledge;
