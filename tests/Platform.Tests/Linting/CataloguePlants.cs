namespace TwinPlatform.Platform.Tests.Linting;

/// <summary>What can be wrong with a table, <c>chat.notes</c>, that has nothing wrong with it.</summary>
internal static class CataloguePlants
{
    public const string Notes = """
        create table chat.notes (
            tenant_id uuid not null default current_setting('app.tenant_id')::uuid,
            note_id uuid not null,
            title text check (length(title) <= 200),
            created_at timestamptz not null default now(),
            primary key (tenant_id, note_id)
        );
        call migrations.protect('chat', 'notes');
        grant select, insert on chat.notes to twin_chat;
        """;

    private const string Form = "tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)";

    private const string TenantId = "tenant_id uuid not null default current_setting('app.tenant_id')::uuid";

    private const string Definer = "create function chat.count_notes() returns bigint language sql security definer";

    private const string Touch = """
        create function chat.touch() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger touch before update on chat.notes for each row execute function chat.touch();
        """;

    public static IReadOnlyList<Plant> All { get; } =
    [
        new("L01", "alter table chat.notes disable row level security", "alter table chat.notes enable row level security"),
        new("L02", "alter table chat.notes no force row level security", "alter table chat.notes force row level security"),
        new("L03", "drop policy tenant on chat.notes", "alter policy tenant on chat.notes rename to own_rows"),
        new("L03", $"drop policy tenant on chat.notes; create policy tenant on chat.notes for select to twin_chat using ({Form})", "select"),
        new("L03", $"drop policy tenant on chat.notes; create policy tenant on chat.notes as restrictive to twin_chat using ({Form}) with check ({Form})", "select"),
        new("L04", "alter policy tenant on chat.notes using (tenant_id is not null)", $"alter policy tenant on chat.notes using ({Form})"),
        new("L04", "alter policy tenant on chat.notes with check (true)", $"alter policy tenant on chat.notes with check ({Form})"),
        new("L04", $"drop policy tenant on chat.notes; create policy tenant on chat.notes to twin_chat using ({Form})", "select"),
        new("L04", "alter policy tenant on chat.notes using (tenant_id = (select current_setting('app.tenant_id', true)::uuid))", "select"),
        new("L05", "alter policy tenant on chat.notes to public", "alter policy tenant on chat.notes to twin_chat"),
        new("L05", "create policy guests on chat.notes for select to twin_knowledge using (title is null)", "create policy across on chat.notes for select to twin_chat_crosstenant using (title is null)"),
        new("L06", "alter policy tenant on chat.notes using (true)", "create policy across on chat.notes for select to twin_chat_crosstenant using (true)"),
        new("L06", $"alter policy tenant on chat.notes using ({Form} or true)", "select"),
        new("L06", $"alter policy tenant on chat.notes using ({Form} or 1 = 1)", "select"),
        new("L06", $"alter policy tenant on chat.notes using (true or {Form})", "select"),
        new("L07", "alter policy tenant on chat.notes using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)", "select"),
        new("L08", $"alter policy tenant on chat.notes using ({Form} and random() < 1)", "create policy across on chat.notes for select to twin_chat_crosstenant using (created_at < now())"),
        new("L08", "create function chat.mine(uuid) returns boolean language sql as 'select true'; alter policy tenant on chat.notes using (chat.mine(tenant_id))",
            "create function chat.mine(uuid) returns boolean language sql immutable as 'select true'; alter policy tenant on chat.notes using (chat.mine(tenant_id))"),
        new("L09", "alter policy tenant on chat.notes using (exists (select from chat.conversations c where c.tenant_id = notes.tenant_id))", $"alter policy tenant on chat.notes using ({Form})"),
        new("L10", $"create policy again on chat.notes for select to twin_chat using ({Form})", "create policy less on chat.notes as restrictive for select to twin_chat using (title is not null)"),

        new("L11", "create table chat.bare (bare_id uuid primary key)", $"create table chat.bare ({TenantId}, primary key (tenant_id))"),
        new("L11", "alter table chat.notes rename column tenant_id to owner_id", "alter table chat.notes rename column note_id to id"),
        new("L12", "create table chat.bare (tenant_id text not null, primary key (tenant_id))", $"create table chat.bare ({TenantId}, primary key (tenant_id))"),
        new("L13", "create table chat.bare (tenant_id uuid default current_setting('app.tenant_id')::uuid)", $"create table chat.bare ({TenantId})"),
        new("L14", "alter table chat.notes alter column tenant_id drop default", "alter table chat.notes alter column tenant_id set default current_setting('app.tenant_id')::uuid"),
        new("L14", "alter table chat.notes alter column tenant_id set default nullif(current_setting('app.tenant_id', true), '')::uuid", "select"),
        new("L15", "alter table chat.notes drop constraint notes_pkey", "alter table chat.notes rename constraint notes_pkey to notes_key"),
        new("L16", "alter table chat.notes drop constraint notes_pkey, add primary key (note_id)", "alter table chat.notes drop constraint notes_pkey, add primary key (tenant_id, title, note_id)"),
        new("L16", "alter table chat.notes drop constraint notes_pkey, add primary key (note_id, tenant_id)", "select"),
        new("L17", "create unique index notes_title on chat.notes (title)", "create unique index notes_title on chat.notes (tenant_id, title)"),
        new("L17", "alter table chat.notes add unique (title)", "alter table chat.notes add unique (tenant_id, title)"),
        new("L18", $"alter table chat.notes add unique (note_id); create table chat.replies ({TenantId}, note_id uuid references chat.notes (note_id))",
            $"create table chat.replies ({TenantId}, note_id uuid, foreign key (tenant_id, note_id) references chat.notes)"),
        new("L19", "alter table chat.notes add foreign key (tenant_id) references governance.tenants", "alter table chat.notes add foreign key (tenant_id, note_id) references chat.conversations"),
        new("L20", "create index notes_oldest on chat.notes (created_at)", "create index notes_oldest on chat.notes (tenant_id, created_at)"),
        new("L20", "create index notes_word on chat.notes (lower(title))", "create index notes_oldest on chat.notes (created_at); create policy across on chat.notes to twin_chat_crosstenant using (true)"),
        new("L21", "create table chat.more_notes () inherits (chat.notes)", "create table chat.more_notes (like chat.notes including all)"),

        new("L22", "alter table chat.notes add reply_to uuid, add foreign key (tenant_id, reply_to) references chat.notes",
            "alter table chat.notes add reply_to uuid, add foreign key (tenant_id, reply_to) references chat.notes; create index on chat.notes (tenant_id, reply_to, created_at)"),
        new("L22", "alter table chat.notes add reply_to uuid, add foreign key (tenant_id, reply_to) references chat.notes; create index on chat.notes (tenant_id, reply_to) where title is null",
            "alter table chat.notes add reply_to uuid, add foreign key (tenant_id, reply_to) references chat.notes; create index on chat.notes (tenant_id, reply_to) where reply_to is not null"),
        new("L23", "alter table chat.notes add reply_to uuid, add foreign key (tenant_id, reply_to) references chat.notes on delete set null",
            "alter table chat.notes add reply_to uuid, add foreign key (tenant_id, reply_to) references chat.notes on delete set null (reply_to)"),
        new("L24", "comment on table chat.notes is 'append-only'; alter table chat.notes add foreign key (tenant_id, note_id) references chat.conversations on delete cascade",
            "comment on table chat.notes is 'append-only'; alter table chat.notes add foreign key (tenant_id, note_id) references chat.conversations"),
        new("L25", "create index a on chat.notes (tenant_id, title); create index b on chat.notes (tenant_id, title)", "create index a on chat.notes (tenant_id, title); create index b on chat.notes (tenant_id, title desc)"),
        new("L26", "create index a on chat.notes (tenant_id, title); create index b on chat.notes (tenant_id, title, created_at)",
            "create index a on chat.notes (tenant_id, created_at); create index b on chat.notes (tenant_id, title, created_at); create index c on chat.notes (tenant_id, title) where title <> ''"),
        new("L27", "create index a on chat.notes (tenant_id, title); update pg_index set indisvalid = false where indexrelid = 'chat.a'::regclass", "create index a on chat.notes (tenant_id, title)"),
        new("L28", "alter table chat.notes add constraint titled check (title <> '') not valid", "alter table chat.notes add constraint titled check (title <> '') not valid; alter table chat.notes validate constraint titled"),
        new("L29", "create index a on chat.notes using gin (to_tsvector('english', title))", "create index a on chat.notes using btree (tenant_id, title)"),
        new("L30", "alter table chat.notes add unique (tenant_id, title) deferrable", "alter table chat.notes add unique (tenant_id, title)"),

        new("L31", "alter table chat.notes add seen timestamp", "alter table chat.notes add seen timestamptz"),
        new("L31", "alter table chat.notes add at_noon timetz", "alter table chat.notes add on_day date"),
        new("L32", "alter table chat.notes add seen_at text", "alter table chat.notes add seen_at timestamptz(3)"),
        new("L33", "alter table chat.notes add word varchar(50)", "alter table chat.notes add word text check (length(word) <= 50)"),
        new("L33", "alter table chat.notes add word char(3)", "alter table chat.notes add word text"),
        new("L34", "alter table chat.notes add number bigserial", "alter table chat.notes add number bigint generated always as identity"),
        new("L35", "alter table chat.notes add number integer generated always as identity", "alter table chat.notes add number bigint generated always as identity"),
        new("L36", "alter table chat.notes add extra json", "alter table chat.notes add extra jsonb"),
        new("L37", "alter table chat.notes add extra jsonb", "alter table chat.notes add extra jsonb check (jsonb_typeof(extra) = 'object')"),
        new("L38", "alter table chat.notes add price money", "alter table chat.notes add price numeric"),
        new("L39", "alter table chat.notes add unit_price double precision", "alter table chat.notes add score double precision, add price numeric"),
        new("L40", "create type chat.mood as enum ('good'); alter table chat.notes add mood chat.mood", "alter table chat.notes add mood text check (mood in ('good'))"),
        new("L40", "create type chat.mood as enum ('good'); alter table chat.notes add moods chat.mood[]", "alter table chat.notes add moods text[]"),
        new("L41", "alter table chat.notes add review_status text check (length(review_status) < 9)", "alter table chat.notes add review_status text check (review_status in ('open', 'done'))"),
        new("L42", "alter table chat.notes add pinned boolean", "alter table chat.notes add pinned boolean not null default false"),
        new("L42", "alter table chat.notes add pinned boolean default false", "alter table chat.notes add pinned boolean, add check ((pinned is null) = (title is null))"),
        new("L43", "alter table chat.notes add words text[]", "alter table chat.notes add words text[] not null default '{}'"),
        new("L44", "alter table chat.notes add body_sha256 bytea", "alter table chat.notes add body_sha256 bytea check (length(body_sha256) = 32)"),
        new("L45", "alter table chat.notes alter column note_id set default gen_random_uuid()", "alter table chat.notes alter column title set default ''"),

        new("L46", "create table public.homeless (tenant_id uuid primary key)", "create table legacy.kept (tenant_id uuid primary key)"),
        new("L46", "create view public.homeless as select 1 as one", "create view legacy.kept as select 1 as one"),
        new("L46", "create schema billing; create table billing.invoices (tenant_id uuid primary key)", "create schema billing"),
        new("L47", "create materialized view chat.copied as select * from chat.notes", "create view chat.shown with (security_invoker = true) as select * from chat.notes"),
        new("L48", "alter table chat.notes set unlogged", "alter table chat.notes set logged"),
        new("L49", $"{Touch}; alter table chat.notes disable trigger touch", Touch),
        new("L49", $"{Touch}; alter table chat.notes enable replica trigger touch", $"{Touch}; alter table chat.notes enable always trigger touch"),
        new("L50", "create rule keep as on delete to chat.notes do instead nothing", Touch),
        new("L51", "create sequence chat.numbers", "alter table chat.notes add number bigint; create sequence chat.numbers owned by chat.notes.number"),
        new("L52", "alter table chat.notes add \"subTitle\" text", "alter table chat.notes add sub_title text"),
        new("L52", "alter policy tenant on chat.notes rename to \"Own rows\"", "alter policy tenant on chat.notes rename to own_rows"),
        new("L53", "alter table chat.notes add \"order\" integer", "alter table chat.notes add ordinal integer"),
        new("L54", "alter table chat.notes add a123456789_123456789_123456789_123456789_123456789_123456789_1234 text", "alter table chat.notes add a123456789 text"),
        new("L55", "create extension pg_trgm schema chat", "create extension pg_trgm schema public"),

        new("L56", "create view chat.shown as select * from chat.notes", "create view chat.shown with (security_invoker = on) as select * from chat.notes"),
        new("L56", "create view chat.shown with (security_invoker = false) as select * from chat.notes", "create view chat.shown with (security_invoker) as select * from chat.notes"),
        new("L57", "create view chat.shown with (security_invoker = true) as select * from governance.twins", "create view chat.shown with (security_invoker = true) as select * from chat.notes"),
        new("L58", $"{Definer} as 'select count(*) from chat.notes'", $"{Definer} set search_path = '' as 'select count(*) from chat.notes'"),
        new("L59", $"{Definer} set search_path = chat, public as 'select 1'", $"{Definer} set search_path = chat, pg_temp as 'select 1'"),
        new("L59", $"{Definer} set search_path = \"$user\", chat as 'select 1'", "select"),
        new("L59", $"{Definer} set search_path = pg_temp, chat as 'select 1'", "select"),
        new("L60", $"{Definer} set search_path = '' as 'select 1'", $"{Definer} set search_path = '' as 'select 1'; revoke all on function chat.count_notes from public"),
        new("L61", $"{Definer} as 'select 1'; grant execute on function chat.count_notes to twin_knowledge", $"{Definer} as 'select 1'; grant execute on function chat.count_notes to twin_chat, twin_chat_crosstenant"),
        new("L62", $"{Definer} leakproof as 'select 1'", $"{Definer} as 'select 1'"),
        new("L63", "create function chat.negative(integer) returns integer language internal as 'int4um'", "create function chat.negative(integer) returns integer language sql as 'select -$1'"),

        new("L64", "alter role twin_chat bypassrls", "alter role twin_chat nobypassrls"),
        new("L64", "alter role twin_chat_crosstenant superuser", "alter role twin_chat_crosstenant nosuperuser"),
        new("L65", "alter role twin_chat createrole", "alter role twin_chat nocreaterole"),
        new("L65", "alter role twin_chat createdb", "alter role twin_chat nocreatedb"),
        new("L65", "alter role twin_chat replication", "alter role twin_chat noreplication"),
        new("L66", "alter role twin_chat inherit", "alter role twin_chat noinherit"),
        new("L67", "alter role twin_chat_crosstenant login", "alter role twin_chat_crosstenant nologin"),
        new("L68", "grant pg_read_all_data to twin_chat", "grant twin_chat_crosstenant to twin_chat"),
        new("L68", "grant twin_knowledge to twin_chat", "select"),
        new("L68", "grant twin_chat_crosstenant to twin_chat with admin option", "select"),
        new("L69", "alter table chat.notes owner to twin_chat", "alter table chat.notes owner to current_user"),
        new("L69", "alter schema chat owner to twin_chat", "alter schema chat owner to current_user"),
        new("L69", $"{Definer} as 'select 1'; alter function chat.count_notes owner to twin_chat", $"{Definer} as 'select 1'"),
        new("L70", "create role somebody; alter table chat.notes owner to somebody", "create role somebody; alter table chat.notes owner to current_user"),
        new("L71", "alter role twin_chat set app.tenant_id = '0a000000-0000-7000-8000-000000000001'", "alter role twin_chat set statement_timeout = '5s'"),
        new("L71", "do $$ begin execute format('alter database %I set app.tenant_id = %L', current_database(), 'x'); end $$", "select"),

        new("L72", "grant select on chat.notes to public", "grant update on chat.notes to twin_chat"),
        new("L72", "grant select on chat.notes to twin_knowledge", "grant delete on chat.notes to twin_chat"),
        new("L72", "grant select (title) on chat.notes to twin_metrics", "grant select (title) on chat.notes to twin_chat_crosstenant"),
        new("L73", "grant select on chat.notes to twin_chat with grant option", "grant select on chat.notes to twin_chat"),
        new("L74", "grant truncate on chat.notes to twin_chat", "grant update, delete on chat.notes to twin_chat"),
        new("L74", "grant references on chat.notes to twin_chat", "select"),
        new("L74", "grant trigger on chat.notes to twin_chat", "select"),
        new("L75", "grant select on chat.notes to twin_chat_crosstenant", "grant select (note_id) on chat.notes to twin_chat_crosstenant"),
        new("L76", "grant insert on chat.notes to twin_chat_crosstenant", "grant delete on chat.notes to twin_chat_crosstenant"),
        new("L76", "grant insert (title) on chat.notes to twin_chat_crosstenant", "select"),
        new("L76", "grant update on chat.notes to twin_chat_crosstenant", "grant update (title) on chat.notes to twin_chat_crosstenant"),
        new("L77", "grant delete on governance.audit_logs to twin_governance", "grant insert on governance.audit_logs to twin_governance"),
        new("L77", "grant update (details) on governance.audit_logs to twin_governance", "select"),
        new("L77", "comment on table chat.notes is 'Append-only: what was said.'; grant truncate on chat.notes to twin_chat", "comment on table chat.notes is 'Append-only: what was said.'; grant insert on chat.notes to twin_chat"),
        new("L78", "create sequence chat.numbers; grant update on sequence chat.numbers to twin_chat", "create sequence chat.numbers; grant usage, select on sequence chat.numbers to twin_chat"),
        new("L79", "grant create on schema chat to twin_chat", "grant usage on schema chat to twin_chat"),
        new("L79", "grant usage on schema chat to twin_knowledge", "select"),
        new("L79", "grant usage on schema chat to public", "select"),
        new("L80", "grant usage on schema public to public", "revoke all on schema public from public"),
        new("L80", "grant create on schema public to twin_chat", "select"),
        new("L81", "alter default privileges in schema chat grant select on tables to twin_chat", "alter default privileges in schema chat grant select on tables to current_user"),
        new("L82", "grant usage on schema legacy to twin_governance", "grant usage on schema legacy to current_user"),
        new("L82", "create table legacy.kept (id uuid); grant select on legacy.kept to public", "create table legacy.kept (id uuid)"),
        new("L82", "create table legacy.kept (id uuid); grant select (id) on legacy.kept to twin_governance", "select"),
        new("L82", "create function migrations.open() returns integer language sql as 'select 1'", "create function migrations.open() returns integer language sql as 'select 1'; revoke all on function migrations.open from public"),
    ];
}
