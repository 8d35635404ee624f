-- loses: every row of ingestion_logs and content_health_checks
drop table knowledge.content_health_checks, knowledge.ingestion_logs;
