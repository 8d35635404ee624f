-- loses: every row of usage_quotas, rate_limit_tracking, service_health_logs and user_events
drop table metrics.user_events, metrics.service_health_logs, metrics.rate_limit_tracking, metrics.usage_quotas;
