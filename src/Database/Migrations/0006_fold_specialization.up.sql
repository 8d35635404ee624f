-- A twin's specialization was kept twice, each column with a writer of its own. What somebody chose survives as one field of the settings.
-- "vanilla" is the default of both columns and so proves no choice; the version had no reader and is not carried.

-- A role that row-level security filters must fail here rather than find every table empty.
set local row_security = off;

-- What the columns' defaults would not bring back, with the settings as they were and as they are to be.
-- `specialization` was what the pages of a twin read, so that it wins where the two columns name different ones.
create table legacy_shadow.twins_specialization as
with choice as (
    select id, settings, specialization, specialization_id, specialization_version,
           nullif(nullif(lower(btrim(specialization)), ''), 'vanilla') as shown,
           nullif(nullif(lower(btrim(specialization_id)), ''), 'vanilla') as patched
    from legacy.twins
    where (specialization, specialization_id, specialization_version) is distinct from ('vanilla', 'vanilla', '1.0.0')
)
select id, settings, specialization, specialization_id, specialization_version, shown, patched,
       case
           when coalesce(shown, patched) is null or jsonb_typeof(settings) not in ('object', 'null') then settings
           else coalesce(nullif(settings, 'null'), '{}') || jsonb_build_object('specialization', coalesce(shown, patched))
       end as folded_settings
from choice;
alter table legacy_shadow.twins_specialization add primary key (id);
alter table legacy_shadow.twins_specialization enable row level security, force row level security;

insert into legacy.quarantined_rows (step, table_name, row_key, placed, reason, explanation, original)
select '0006_fold_specialization', 'twins', kept.id::text, true, note.reason, note.explanation, to_jsonb(kept)
from legacy_shadow.twins_specialization kept
cross join lateral (values
    (shown <> patched, 'specializations_differ', 'The two columns name different specializations; the one that the twin''s pages showed is kept.'),
    (coalesce(shown, patched) is not null and jsonb_typeof(settings) not in ('object', 'null'), 'settings_not_an_object',
        'The settings are no object, so that nothing can be added to them; they are kept as they are, without the specialization.'),
    (jsonb_typeof(settings) = 'object' and settings -> 'specialization' <> folded_settings -> 'specialization', 'settings_overruled',
        'The settings already named a specialization that nothing read; the one in use replaces it.'),
    (btrim(specialization_version) not in ('', '1.0.0'), 'version_left_out', 'The version of the specialization had no reader and is left out.')
) as note (applies, reason, explanation)
where note.applies;

update legacy.twins twin
set settings = kept.folded_settings
from legacy_shadow.twins_specialization kept
where kept.id = twin.id;

alter table legacy.twins drop column specialization, drop column specialization_id, drop column specialization_version;
