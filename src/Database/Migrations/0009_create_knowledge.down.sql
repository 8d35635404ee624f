-- loses: every row of schema knowledge
drop schema knowledge cascade;
