-- loses: every row of clarification_threads, answer_receipts and message_feedback
drop table chat.message_feedback, chat.answer_receipts, chat.clarification_threads;
