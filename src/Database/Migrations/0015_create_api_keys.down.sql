-- loses: every row of tenant_api_keys
drop table governance.tenant_api_keys;
