-- A twin's specialization was kept twice, each column with a writer of its own. What somebody chose survives as one field of the settings.
-- "vanilla" is the default of both columns and so proves no choice; the version had no reader and is not carried.

-- A role that row-level security filters must fail here rather than find every table empty.
set local row_security = off;

-- What the columns and the settings said, for the way back.
create table legacy_shadow.twins_specialization as
select id, settings, specialization, specialization_id, specialization_version from legacy.twins;
alter table legacy_shadow.twins_specialization add primary key (id);
alter table legacy_shadow.twins_specialization enable row level security, force row level security;

-- `specialization` was what the pages of a twin read, so that it wins where the two name different ones.
with choice as (
    select id, settings,
           nullif(nullif(lower(btrim(specialization)), ''), 'vanilla') as shown,
           nullif(nullif(lower(btrim(specialization_id)), ''), 'vanilla') as patched,
           coalesce(nullif(btrim(specialization_version), ''), '1.0.0') as version,
           coalesce(jsonb_typeof(settings), 'null') as shape
    from legacy_shadow.twins_specialization
),
verdict as materialized (
    select choice.*, coalesce(shown, patched) as chosen
    from choice
    where coalesce(shown, patched) is not null or version <> '1.0.0'
),
recorded as (
    insert into legacy.quarantined_rows (step, table_name, row_key, placed, reason, explanation, original)
    select '0006_fold_specialization', 'twins', verdict.id::text, true, note.reason, note.explanation, to_jsonb(kept)
    from verdict
    join legacy_shadow.twins_specialization kept on kept.id = verdict.id
    cross join lateral (values
        (shown <> patched, 'specializations_differ', 'The two columns name different specializations; the one that the twin''s pages showed is kept.'),
        (chosen is not null and shape not in ('object', 'null'), 'settings_not_an_object',
            'The settings are no object, so that nothing can be added to them; they are kept as they are, without the specialization.'),
        (chosen is not null and shape = 'object' and verdict.settings ? 'specialization' and verdict.settings -> 'specialization' <> to_jsonb(chosen), 'settings_overruled',
            'The settings already named a specialization that nothing read; the one in use replaces it.'),
        (version <> '1.0.0', 'version_left_out', 'The version of the specialization had no reader and is left out.')
    ) as note (applies, reason, explanation)
    where note.applies
)
update legacy.twins twin
set settings = coalesce(nullif(twin.settings, 'null'), '{}') || jsonb_build_object('specialization', verdict.chosen)
from verdict
where verdict.id = twin.id and verdict.chosen is not null and verdict.shape in ('object', 'null');

alter table legacy.twins drop column specialization, drop column specialization_id, drop column specialization_version;
