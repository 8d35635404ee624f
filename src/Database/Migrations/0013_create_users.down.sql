-- loses: every row of users and user_invitations
drop table governance.user_invitations, governance.users;
