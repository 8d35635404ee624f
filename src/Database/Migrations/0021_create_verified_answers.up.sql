-- Questions with the answer that the owner approved: it is served word for word. Embeddings are arrays (formerly JSON in text), each with the encoder that
-- made it, because vectors of two encoders cannot be compared; without one the question still matches by its words.
create table knowledge.verified_qna (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    verified_qna_id uuid not null,
    twin_id uuid not null,
    question text not null check (length(question) between 1 and 4000),
    normalized_question text not null check (length(normalized_question) <= 4000),
    question_embedding real[],
    embedding_encoder text check (length(embedding_encoder) between 1 and 200),
    embedding_dimension integer generated always as (cardinality(question_embedding)) stored,
    answer text not null check (length(answer) between 1 and 50000),
    visibility text not null default 'private' check (visibility in ('private', 'shared', 'public')),
    version integer not null default 1 check (version > 0),
    created_by uuid, -- a user or an API key, perhaps gone since
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    stale_at timestamptz, -- a cited source changed, and the answer says so
    stale_reason text check (length(stale_reason) <= 2000),
    retracted_at timestamptz, -- no longer served; can be restored
    retracted_by uuid,
    primary key (tenant_id, verified_qna_id),
    constraint verified_qna_encoder check ((question_embedding is null) = (embedding_encoder is null)),
    constraint verified_qna_embedding check (
        cardinality(question_embedding) > 0 and array_position(question_embedding, null) is null and not question_embedding && '{NaN, Infinity, -Infinity}'),
    constraint verified_qna_stale check ((stale_at is null) = (stale_reason is null)),
    constraint verified_qna_retracted check (retracted_by is null or retracted_at is not null)
);
create index verified_qna_newest on knowledge.verified_qna (tenant_id, twin_id, created_at desc, verified_qna_id desc);
-- A question may be longer than an index entry.
create index verified_qna_same_words on knowledge.verified_qna (tenant_id, twin_id, md5(normalized_question)) where retracted_at is null;

-- Other wordings of a question, supplied by the owner.
create table knowledge.verified_qna_variants (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    verified_qna_variant_id uuid not null,
    verified_qna_id uuid not null,
    question text not null check (length(question) between 1 and 4000),
    normalized_question text not null check (length(normalized_question) <= 4000),
    question_embedding real[],
    embedding_encoder text check (length(embedding_encoder) between 1 and 200),
    embedding_dimension integer generated always as (cardinality(question_embedding)) stored,
    created_at timestamptz not null default now(),
    primary key (tenant_id, verified_qna_variant_id),
    foreign key (tenant_id, verified_qna_id) references knowledge.verified_qna (tenant_id, verified_qna_id) on delete cascade,
    constraint verified_qna_variants_encoder check ((question_embedding is null) = (embedding_encoder is null)),
    constraint verified_qna_variants_embedding check (
        cardinality(question_embedding) > 0 and array_position(question_embedding, null) is null and not question_embedding && '{NaN, Infinity, -Infinity}')
);
create unique index verified_qna_variants_same_words on knowledge.verified_qna_variants (tenant_id, verified_qna_id, md5(normalized_question));
create index verified_qna_variants_words on knowledge.verified_qna_variants (tenant_id, md5(normalized_question));

-- Each edit of a verified answer, and why.
create table knowledge.answer_patches (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    answer_patch_id uuid not null,
    verified_qna_id uuid not null,
    version integer not null check (version > 0), -- that the edit made
    previous_answer text not null check (length(previous_answer) <= 50000),
    new_answer text not null check (length(new_answer) <= 50000),
    previous_question text check (length(previous_question) <= 4000),
    new_question text check (length(new_question) <= 4000),
    reason text check (length(reason) <= 2000), -- imported edits may lack one
    patched_by uuid, -- a user or an API key, perhaps gone since
    patched_at timestamptz not null default now(),
    primary key (tenant_id, answer_patch_id),
    foreign key (tenant_id, verified_qna_id) references knowledge.verified_qna (tenant_id, verified_qna_id) on delete cascade,
    constraint answer_patches_version_key unique (tenant_id, verified_qna_id, version),
    constraint answer_patches_question check ((previous_question is null) = (new_question is null))
);
create index answer_patches_newest on knowledge.answer_patches (tenant_id, verified_qna_id, patched_at desc, answer_patch_id desc);

-- What a verified answer rests on. It survives the source, so that the answer can say what it has lost: no foreign key. Imported ones name a source without a
-- place in it, or something that never was a source, kept as it was written.
create table knowledge.citations (
    tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
    citation_id uuid not null,
    verified_qna_id uuid not null,
    ordinal integer not null default 0 check (ordinal >= 0),
    source_id uuid,
    source_version integer check (source_version > 0),
    chunk_id uuid,
    start_offset integer check (start_offset >= 0),
    end_offset integer,
    quote text check (length(quote) between 1 and 20000),
    quote_sha256 bytea check (length(quote_sha256) = 32),
    citation_url text check (length(citation_url) <= 2000),
    legacy_reference text check (length(legacy_reference) <= 2000),
    created_at timestamptz not null default now(),
    primary key (tenant_id, citation_id),
    foreign key (tenant_id, verified_qna_id) references knowledge.verified_qna (tenant_id, verified_qna_id) on delete cascade,
    constraint citations_something check (num_nonnulls(source_id, citation_url, legacy_reference) > 0),
    constraint citations_whole_place check (num_nonnulls(source_version, start_offset, end_offset, quote, quote_sha256) in (0, 5)),
    constraint citations_place_in_source check (source_version is null or source_id is not null),
    constraint citations_offsets check (end_offset > start_offset)
);
create index citations_answer on knowledge.citations (tenant_id, verified_qna_id, ordinal, citation_id);
create index citations_source on knowledge.citations (tenant_id, source_id);

call migrations.protect('knowledge', 'verified_qna', 'verified_qna_variants', 'answer_patches', 'citations');
grant select, insert, update, delete on knowledge.verified_qna, knowledge.verified_qna_variants to twin_knowledge;
grant select, insert on knowledge.answer_patches to twin_knowledge;
grant select, insert, delete on knowledge.citations to twin_knowledge;
