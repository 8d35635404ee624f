-- loses: every row of schema vectors
drop schema vectors cascade;
