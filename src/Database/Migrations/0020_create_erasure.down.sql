-- loses: every row of erasures, erasure_reports and erasure_certificates
drop table governance.erasure_certificates, governance.erasure_reports, governance.erasures;
