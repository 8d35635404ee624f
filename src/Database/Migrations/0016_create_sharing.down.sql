-- loses: every row of share_links
drop table governance.share_links;
