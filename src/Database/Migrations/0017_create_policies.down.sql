-- loses: every row of governance_policies and retention_policies
drop table governance.retention_policies, governance.governance_policies;
