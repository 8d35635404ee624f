-- loses: every row of idempotency_keys
drop table governance.idempotency_keys, knowledge.idempotency_keys, chat.idempotency_keys, metrics.idempotency_keys;
