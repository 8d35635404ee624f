-- loses: every row of erasures, erasure_reports, erasure_certificates and erased_subjects
drop table metrics.erased_subjects, chat.erased_subjects, knowledge.erased_subjects;
drop table governance.erasure_certificates, governance.erasure_reports, governance.erasures;
