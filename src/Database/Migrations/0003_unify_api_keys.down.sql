-- loses: what was written into legacy.tenant_api_keys after the step; both old tables return as they were before it
drop table legacy.tenant_api_keys;
alter table legacy_shadow.tenant_api_keys set schema legacy;
alter table legacy_shadow.twin_api_keys set schema legacy;
delete from legacy.quarantined_rows where step = '0003_unify_api_keys';
