-- loses: the roles' passwords; `up` sets them again from the environment
grant usage on schema public to public;

do $$
declare
    service text;
begin
    foreach service in array array['governance', 'knowledge', 'chat', 'metrics', 'vectors'] loop
        begin
            execute format('drop role if exists %I', 'twin_' || service);
            execute format('drop role if exists %I', 'twin_' || service || '_crosstenant');
        exception when dependent_objects_still_exist then
            raise notice 'role twin_% stays: another database on this server uses it', service;
        end;
    end loop;
end $$;
