namespace TwinPlatform.Database.Proofs.Tests.Linting;

/// <summary>What a step can do to <c>chat.notes</c> and <c>chat.authors</c>, which a running release uses.</summary>
internal static class StepPlants
{
    public const string TablesInUse = """
        create schema chat;
        create table chat.authors (author_id bigint primary key, name text not null default '');
        create table chat.notes (
            note_id bigint primary key,
            author_id bigint,
            title text not null default '',
            word text,
            number integer,
            status text constraint notes_status check (status in ('open', 'done')),
            constraint notes_word check (word is not null)
        );
        create view chat.titles as select title from chat.notes;
        create function chat.one(integer) returns integer language sql as 'select 1';
        grant select, insert (title) on chat.notes to twin_chat;
        """;

    public static IReadOnlyList<Plant> All { get; } =
    [
        new("M20", "alter table chat.notes alter column number type bigint", "create table chat.more (number integer); alter table chat.more alter column number type bigint"),
        new("M20", "alter table chat.notes add marked_at timestamptz not null default clock_timestamp()", "alter table chat.notes add marked_at timestamptz not null default now()"),
        new("M20", "alter table chat.notes add twice bigint generated always as (note_id * 2) stored", "alter table chat.notes add twice bigint"),
        new("M20", "alter table chat.notes set unlogged", "alter table chat.notes set (fillfactor = 70)"),
        new("M21", "create index notes_title on chat.notes (title)", "-- no transaction\ncreate index concurrently if not exists notes_title on chat.notes (title)"),
        new("M21", "alter table chat.notes add constraint notes_title_key unique (title)", "create table chat.more (title text unique)"),
        new("M22", "alter table chat.notes add constraint notes_number check (number > 0)", "alter table chat.notes add constraint notes_number check (number > 0) not valid"),
        new("M22", "alter table chat.notes add foreign key (author_id) references chat.authors", "alter table chat.notes add foreign key (author_id) references chat.authors not valid"),
        new("M22", "alter table chat.notes add kind text check (kind in ('a'))", "create table chat.more (author_id bigint references chat.authors, number integer check (number > 0))"),
        new("M23", "alter table chat.notes alter column number set not null", "alter table chat.notes alter column word set not null"),
        new("M24", "drop view chat.titles; alter table chat.notes drop column title", "alter table chat.notes add subtitle text"),
        new("M25", "alter table chat.notes rename column word to saying", "alter table chat.notes rename constraint notes_word to notes_saying"),
        new("M25", "alter table chat.notes rename to remarks", "alter table chat.notes add saying text"),
        new("M25", "create schema metrics; alter table chat.notes set schema metrics", "create schema metrics; create table metrics.notes (note_id bigint)"),
        new("M26", "alter table chat.notes alter column word type varchar", "alter table chat.notes alter column word set storage external"),
        new("M27", "alter table chat.authors add mail text not null", "alter table chat.authors add mail text not null default ''"),
        new("M28", "alter table chat.notes drop constraint notes_status, add constraint notes_status check (status in ('open')) not valid",
            "alter table chat.notes drop constraint notes_status, add constraint notes_status check (status in ('open', 'done', 'late')) not valid"),
        new("M28", "alter table chat.notes add constraint notes_short check (length(title) < 9) not valid", "alter table chat.notes add mark text, add constraint notes_mark check (mark <> '') not valid"),
        new("M29", "drop view chat.titles", "create view chat.words as select word from chat.notes"),
        new("M29", "drop view chat.titles; drop table chat.notes", "create table chat.more (number integer); drop table chat.more"),
        new("M30", "alter table chat.notes alter column title drop default", "alter table chat.notes alter column title set default '?'"),
        new("M31", "revoke select on chat.notes from twin_chat", "revoke delete on chat.notes from twin_chat"),
        new("M31", "revoke insert (title) on chat.notes from twin_chat", "grant insert (word) on chat.notes to twin_chat"),
        new("M32", "drop function chat.one", "create function chat.one(text) returns integer language sql as 'select 1'"),
        new("M32", "drop function chat.one; create function chat.one(bigint) returns integer language sql as 'select 1'", "create function chat.two(bigint) returns integer language sql as 'select 2'"),
        new("M33", "-- no transaction\ncreate unique index concurrently if not exists notes_title_key on chat.notes (title)", "-- no transaction\ncreate index concurrently if not exists notes_title on chat.notes (title)"),
        new("M34", "alter table chat.notes add saying text; alter table chat.authors add mail text", "alter table chat.notes add saying text; select from chat.authors"),
    ];
}
