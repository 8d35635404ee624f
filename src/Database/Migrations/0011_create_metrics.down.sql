-- loses: every row of schema metrics
drop schema metrics cascade;
