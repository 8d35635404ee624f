-- One plain login role per service, and beside it one narrow role for the statements that must look across tenants.
-- A service is a member of its narrow role but does not inherit it (noinherit): only `set role` reaches it, in one class (CrossTenantDb).
-- Passwords are not part of the chain: `up` sets them from the environment afterwards.
-- Roles belong to the server, not to the database: another database of ours on the same server may have made them already.
do $$
declare
    service text;
begin
    foreach service in array array['governance', 'knowledge', 'chat', 'metrics', 'vectors'] loop
        if not exists (select from pg_roles where rolname = 'twin_' || service) then
            execute format('create role %I login noinherit nosuperuser nocreatedb nocreaterole nobypassrls', 'twin_' || service);
        end if;
    end loop;

    foreach service in array array['governance', 'knowledge', 'chat', 'vectors'] loop
        if not exists (select from pg_roles where rolname = 'twin_' || service || '_crosstenant') then
            execute format('create role %I nologin noinherit nosuperuser nocreatedb nocreaterole nobypassrls', 'twin_' || service || '_crosstenant');
            execute format('grant %I to %I', 'twin_' || service || '_crosstenant', 'twin_' || service);
        end if;
    end loop;
end $$;

-- Nobody uses the schema that everybody could write to.
revoke all on schema public from public;
