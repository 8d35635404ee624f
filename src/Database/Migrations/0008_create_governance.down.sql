-- loses: every row of schema governance
drop schema governance cascade;
