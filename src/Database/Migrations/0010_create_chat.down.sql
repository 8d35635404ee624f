-- loses: every row of schema chat
drop schema chat cascade;
