-- loses: every row of schema legacy
drop schema legacy cascade;
drop schema legacy_shadow;
