using TwinPlatform.Database.Proofs.Verification;
using TwinPlatform.Testing;
using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Verification;

/// <summary>The proof is seen to fail: a chain of two steps, the second with one fault, for each kind of fault that must not pass.</summary>
[Collection(LonelyServer.Collection)]
public sealed class PlantedFaultTests(LonelyServer server)
{
    /// <summary>What the faulty step finds: something of each kind.</summary>
    private const string Baseline = """
        create role planted_reader nologin;
        create schema planted;
        grant usage on schema planted to planted_reader;
        create table planted.goods (
            id uuid primary key, name text, price numeric(12, 4), tags text[], facts jsonb, sold_at timestamptz, stock integer default 7);
        create index goods_name on planted.goods (name);
        alter table planted.goods enable row level security, force row level security;
        create policy reading on planted.goods for select to planted_reader using (stock > 0);
        grant select (id, name), update (name) on planted.goods to planted_reader;
        comment on table planted.goods is 'what is sold';
        create function planted.untouched() returns trigger language plpgsql as 'begin return new; end';
        create trigger untouched before update on planted.goods for each row execute function planted.untouched();
        create sequence planted.numbers;
        create table planted.orders (order_id bigint generated always as identity primary key, note text);
        alter table planted.goods alter column facts set storage external;
        create view planted.cheap with (security_invoker = true) as select id from planted.goods where stock < 10;
        """;

    private const string BaselineDown = """
        -- loses: every row of schema planted
        drop schema planted cascade;
        drop role planted_reader;
        """;

    [InfrastructureFact]
    public async Task A_chain_without_a_fault_passes()
    {
        var findings = await FindingsAsync(
            "alter table planted.goods add column colour text; create index goods_colour on planted.goods (colour);",
            "-- loses: the colours in planted.goods\nalter table planted.goods drop column colour;");

        Findings.AssertNone(findings);
    }

    [InfrastructureTheory]
    [InlineData("INDEX goods_name", "drop index planted.goods_name;", "")]
    [InlineData("CREATE INDEX goods_stock", "create index goods_stock on planted.goods (stock);", "")]
    [InlineData("CREATE INDEX goods_name", "drop index planted.goods_name;", "create index goods_name on planted.goods (name desc);")]
    [InlineData("policy planted.goods reading", "drop policy reading on planted.goods;", "")]
    [InlineData("policy planted.goods reading", "alter policy reading on planted.goods using (stock > 1);", "")]
    [InlineData("relation planted.goods", "alter table planted.goods no force row level security;", "")]
    [InlineData("relation planted.goods", "grant delete on planted.goods to planted_reader;", "")]
    [InlineData("column planted.goods.name", "revoke update (name) on planted.goods from planted_reader;", "")]
    [InlineData("schema planted", "revoke usage on schema planted from planted_reader;", "")]
    [InlineData("column planted.goods.stock", "alter table planted.goods alter column stock drop default;", "")]
    [InlineData("column planted.goods.stock", "alter table planted.goods alter column stock set default 8;", "")]
    [InlineData("column planted.goods.facts", "alter table planted.goods alter column facts set storage extended;", "")]
    [InlineData("column planted.goods.name", "alter table planted.goods alter column name set statistics 500;", "")]
    [InlineData("column planted.goods.name", "alter table planted.goods alter column name set compression pglz;", "")]
    [InlineData("comment on table planted.goods", "comment on table planted.goods is 'something else';", "")]
    [InlineData("comment on column stock", "comment on column planted.goods.stock is 'how many';", "")]
    [InlineData("trigger", "drop trigger untouched on planted.goods;", "")]
    [InlineData("trigger", "alter table planted.goods disable trigger untouched;", "")]
    [InlineData("function planted.untouched()", "create or replace function planted.untouched() returns trigger language plpgsql as 'begin return old; end';", "")]
    [InlineData("function planted.untouched()", "revoke execute on function planted.untouched() from public;", "")]
    [InlineData("role planted_writer", "create role planted_writer nologin;", "")]
    [InlineData("role planted_reader", "alter role planted_reader login;", "")]
    [InlineData("sequence planted.numbers", "drop sequence planted.numbers;", "create sequence planted.numbers increment 2;")]
    [InlineData("relation planted.cheap", "alter view planted.cheap reset (security_invoker);", "")]
    [InlineData("type planted.mood", "create type planted.mood as enum ('good');", "")]
    [InlineData("relation planted.goods", "alter table planted.goods replica identity full;", "")]
    [InlineData("relation planted.goods", "alter table planted.goods set (fillfactor = 70);", "")]
    [InlineData("statistics", "create statistics planted.both on name, stock from planted.goods;", "")]
    [InlineData("publication planted_feed", "create publication planted_feed for table planted.goods;", "")]
    [InlineData("clustered", "alter table planted.goods cluster on goods_name;", "")]
    [InlineData("constraint planted.goods", "alter table planted.goods add constraint stocked check (stock > 0) not valid;", "")]
    [InlineData("default acl", "alter default privileges in schema planted grant select on tables to planted_reader;", "")]
    public async Task A_way_down_that_forgets_an_object_is_caught(string named, string up, string down)
    {
        var findings = await FindingsAsync(up, down.Length > 0 ? down : "select 1;");

        Assert.Contains(findings, finding => finding.StartsWith("down does not restore", StringComparison.Ordinal) && finding.Contains(named, StringComparison.Ordinal));
    }

    [InfrastructureTheory]
    [InlineData("update planted.goods set name = '' where name is null;", "select 1;")]
    [InlineData("select 1;", "delete from planted.goods where id = (select id from planted.goods order by id limit 1);")]
    [InlineData("select 1;", "insert into planted.orders (note) values ('left behind');")]
    [InlineData("alter table planted.goods alter column price type numeric(12, 2);", "alter table planted.goods alter column price type numeric(12, 4);")]
    [InlineData("alter table planted.goods alter column sold_at type timestamptz(0);", "alter table planted.goods alter column sold_at type timestamptz;")]
    [InlineData("alter table planted.goods alter column facts type text using facts ->> 0;", "alter table planted.goods alter column facts type jsonb using to_jsonb(facts);")]
    [InlineData("update planted.goods set tags = array_remove(tags, null);", "select 1;")]
    [InlineData("update planted.goods set name = trim(name);", "select 1;")]
    public async Task A_way_down_that_restores_rows_wrongly_is_caught(string up, string down)
    {
        var findings = await FindingsAsync(up, down);

        Assert.Contains(findings, finding => finding.StartsWith("down does not restore: rows of planted.", StringComparison.Ordinal));
    }

    [InfrastructureFact]
    public async Task A_sequence_that_begins_again_is_caught()
    {
        var findings = await FindingsAsync("select 1;", "alter sequence planted.orders_order_id_seq restart;");

        Assert.Contains(findings, finding => finding.Contains("sequence planted.orders_order_id_seq", StringComparison.Ordinal));
    }

    [InfrastructureTheory]
    [InlineData("drop table planted.later;")]
    [InlineData("-- loses: every row of planted.goods\ndrop table planted.later;")]
    [InlineData("-- loses: something\ndrop table planted.later;")]
    public async Task A_loss_that_is_not_declared_is_caught(string down)
    {
        var findings = await FindingsAsync("create table planted.later (id uuid primary key);", down);

        Assert.Contains(findings, finding => finding.StartsWith("not declared by -- loses: rows of planted.later", StringComparison.Ordinal));
    }

    [InfrastructureFact]
    public async Task A_declared_loss_that_does_not_happen_is_caught()
    {
        var findings = await FindingsAsync("create index goods_stock on planted.goods (stock);", "-- loses: rows of planted.goods\ndrop index planted.goods_stock;");

        Assert.Contains(findings, finding => finding.Contains("where nothing is lost", StringComparison.Ordinal));
    }

    [InfrastructureTheory]
    [InlineData("0002_faulty.up.sql", "alter table planted.goods alter column name set not null;", "alter table planted.goods alter column name drop not null;")]
    [InlineData("0002_faulty.up.sql", "alter table planted.goods alter column name type varchar(20);", "alter table planted.goods alter column name type text;")]
    [InlineData("0002_faulty.up.sql", "create unique index goods_stock on planted.goods (stock);", "drop index planted.goods_stock;")]
    [InlineData("0002_faulty.up.sql", "create role planted_writer;", "drop role if exists planted_reader_of_old;")]
    [InlineData("0002_faulty.down.sql", "drop view planted.cheap;", "drop view planted.cheap;")]
    [InlineData("0002_faulty.down.sql", "alter table planted.orders add column kind text; create index on planted.orders (kind);", "alter table planted.orders drop column kind, alter column note set not null;")]
    public async Task A_script_that_fails_on_rows_is_caught(string named, string up, string down)
    {
        var findings = await FindingsAsync(up, down);

        Assert.Contains(findings, finding => finding.StartsWith(named, StringComparison.Ordinal));
    }

    [InfrastructureTheory]
    [InlineData("create table planted.dice (id uuid); insert into planted.dice values (gen_random_uuid());", "-- loses: planted.dice\ndrop table planted.dice;")]
    [InlineData("create sequence if not exists planted.kept; create table planted.counted as select nextval('planted.kept') as n;", "-- loses: planted.counted\ndrop table planted.counted;")]
    public async Task A_way_up_that_makes_something_else_the_second_time_is_caught(string up, string down)
    {
        var findings = await FindingsAsync(up, down);

        Assert.Contains(findings, finding => finding.StartsWith("up again is not up: ", StringComparison.Ordinal));
    }

    [InfrastructureFact]
    public async Task A_way_down_that_only_later_rows_break_is_caught()
    {
        var findings = await FindingsAsync(
            "create table planted.kinds (kind text primary key check (kind in ('old', 'new')));",
            "alter table planted.kinds add constraint narrow check (kind = 'old'); drop table planted.kinds;");

        Assert.Contains(findings, finding => finding.StartsWith("0002_faulty.down.sql", StringComparison.Ordinal));
    }

    /// <summary>What the proof says of the second step alone, on a database of its own whose objects and roles are gone afterwards.</summary>
    private async Task<IReadOnlyList<string>> FindingsAsync(string up, string down)
    {
        Migration[] chain = [new(1, "baseline", Baseline, BaselineDown), new(2, "faulty", up, down)];
        await using var database = await server.CreateDatabaseAsync();
        var since = await database.NowAsync();
        await new MigrationRunner(database.ConnectionString, chain[..1], _ => { }).UpAsync(CancellationToken.None);
        return (await new StepProof(database.ConnectionString, chain, since).ProveAsync(chain[1], CancellationToken.None)).Findings;
    }
}
