-- loses: every row of twin_verification and twin_self_tests
drop view governance.twin_verifications;
drop table governance.twin_self_tests, governance.twin_verification;
