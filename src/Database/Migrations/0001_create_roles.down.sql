-- loses: the roles' passwords; `up` sets them again from the environment
drop procedure migrations.protect;
grant usage on schema public to public;

-- A role that another database on this server uses stays with it.
do $$
declare
    role name;
begin
    foreach role in array array['twin_governance', 'twin_knowledge', 'twin_chat', 'twin_metrics', 'twin_vectors'] loop
        begin execute format('drop role if exists %I, %I', role, role || '_crosstenant'); exception when dependent_objects_still_exist then null; end;
    end loop;
end $$;
