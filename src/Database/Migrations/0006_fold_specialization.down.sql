alter table legacy.twins add column specialization text default 'vanilla';
alter table legacy.twins add column specialization_id varchar(50) default 'vanilla';
alter table legacy.twins add column specialization_version varchar(50) default '1.0.0';

-- Settings that were changed after the step stay as they were changed.
update legacy.twins twin
set (specialization, specialization_id, specialization_version, settings) = (
    kept.specialization, kept.specialization_id, kept.specialization_version,
    case when twin.settings is not distinct from kept.folded_settings then kept.settings else twin.settings end)
from legacy_shadow.twins_specialization kept
where kept.id = twin.id;
drop table legacy_shadow.twins_specialization;
delete from legacy.quarantined_rows where step = '0006_fold_specialization';
