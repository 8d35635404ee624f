-- One plain login role per service, and beside it one narrow role for the statements that must look across tenants.
-- A service is a member of its narrow role but does not inherit it (noinherit): only `set role` reaches it, in one class (CrossTenantDb).
-- Passwords are not part of the chain: `up` sets them from the environment afterwards.
-- Roles belong to the server: another database of ours may have made them, perhaps in this very moment.
do $$
declare
    service text;
    statement text;
begin
    foreach service in array array['governance', 'knowledge', 'chat', 'metrics', 'vectors'] loop
        foreach statement in array array[
            'create role twin_%1$s login noinherit nosuperuser nocreatedb nocreaterole nobypassrls',
            'create role twin_%1$s_crosstenant nologin noinherit nosuperuser nocreatedb nocreaterole nobypassrls',
            'grant twin_%1$s_crosstenant to twin_%1$s'] loop
            begin
                execute format(statement, service);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end loop;
    end loop;
end $$;

-- Nobody uses the schema that everybody could write to.
revoke all on schema public from public;

-- Puts tables under the one policy that keeps tenants apart, so that it is written once and is the same on every table.
-- The setting is read once per statement and not per row (`select`), and a setting that is gone is no tenant at all (`nullif`).
create procedure migrations.protect(service name, variadic tables name[])
language plpgsql
set search_path = ''
as $body$
declare
    tenants_own constant text := $$tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)$$;
    protected name;
begin
    foreach protected in array tables loop
        execute format('alter table %I.%I enable row level security', service, protected);
        execute format('alter table %I.%I force row level security', service, protected);
        execute format(
            'create policy tenant on %I.%I to %I using (%s) with check (%s)', service, protected, 'twin_' || service, tenants_own, tenants_own);
    end loop;
end $body$;
revoke all on procedure migrations.protect from public;
