-- loses: every row of owner_beliefs
drop table knowledge.owner_beliefs;
