-- loses: every row of audit_logs, audit_identities and audit_checkpoints
drop table governance.audit_checkpoints, governance.audit_identities, governance.audit_logs;
