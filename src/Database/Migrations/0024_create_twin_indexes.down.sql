-- loses: every row of twin_indexes
drop table knowledge.twin_indexes;
