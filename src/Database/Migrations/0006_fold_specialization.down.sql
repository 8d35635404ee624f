-- loses: changes to a twin's settings after the step; its settings and columns return as they were before it
alter table legacy.twins add column specialization text default 'vanilla';
alter table legacy.twins add column specialization_id varchar(50) default 'vanilla';
alter table legacy.twins add column specialization_version varchar(50) default '1.0.0';
update legacy.twins twin
set (settings, specialization, specialization_id, specialization_version) = (kept.settings, kept.specialization, kept.specialization_id, kept.specialization_version)
from legacy_shadow.twins_specialization kept
where kept.id = twin.id;
drop table legacy_shadow.twins_specialization;
delete from legacy.quarantined_rows where step = '0006_fold_specialization';
