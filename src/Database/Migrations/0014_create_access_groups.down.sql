-- loses: every row of access_groups, group_memberships, content_permissions, group_limits and group_overrides
drop table governance.group_overrides, governance.group_limits, governance.content_permissions, governance.group_memberships, governance.access_groups;
