-- loses: what was written into legacy.twin_self_tests and legacy.twin_verification after the step; both old tables return as they were before it
drop view legacy.twin_verifications;
drop table legacy.twin_self_tests;
drop table legacy.twin_verification;
alter table legacy_shadow.twin_verification set schema legacy;
alter table legacy_shadow.twin_verifications set schema legacy;
delete from legacy.quarantined_rows where step = '0005_split_verification';
