-- loses: what was written into legacy.jobs after the step; both old tables return as they were before it
drop table legacy.jobs;
alter table legacy_shadow.jobs set schema legacy;
alter table legacy_shadow.training_jobs set schema legacy;
delete from legacy.quarantined_rows where step = '0004_unify_jobs';
