-- One kind of key: the twins' keys join the tenants' keys, and what a key reaches is said outright instead of by an empty list.
-- The twins' keys are the ones that worked (nothing ever validated a tenant's key), so they keep their ids, and where the two meet they win.
-- Where a key can be read in two ways, the narrower reading is taken and recorded; a key with no safe reading is held back.

-- A role that row-level security filters must fail here rather than find every table empty.
set local row_security = off;

-- Both old tables rest untouched, so that the way back returns them to the bit.
alter table legacy.tenant_api_keys set schema legacy_shadow;
alter table legacy.twin_api_keys set schema legacy_shadow;

create table legacy.tenant_api_keys (
    id uuid primary key,
    tenant_id uuid not null,
    key_hash text not null,
    key_prefix text,
    name text,
    any_domain boolean not null,
    allowed_domains text[] not null,
    all_twins boolean not null,
    allowed_twin_ids uuid[] not null,
    scopes text[] not null,
    group_id uuid,
    is_active boolean not null,
    created_by uuid,
    created_at timestamptz,
    expires_at timestamptz,
    last_used_at timestamptz,
    merged_from text
);
alter table legacy.tenant_api_keys enable row level security, force row level security;

-- The entries of an old list of domains: none where the old code took the list for "no restriction", null where the shape is none that a list may have.
-- A lone string counts as a list of one. The old code walked it letter by letter, so that the star of "*.example.com" let everybody in.
create function legacy.domain_entries(domains jsonb) returns text[] language sql immutable set search_path = '' as $$
    select case
        when coalesce(jsonb_typeof(domains), 'null') = 'null' then '{}'
        when jsonb_typeof(domains) = 'string' then array[lower(btrim(domains #>> '{}'))]
        when jsonb_typeof(domains) = 'array' and not jsonb_path_exists(domains, 'strict $[*] ? (@.type() != "string")')
            then array(select lower(btrim(entry)) from jsonb_array_elements_text(domains) as listed (entry))
    end
$$;

-- Those entries that name a host or a host's subdomains. A URL or a blank never matched anything; mending one would let somebody in who was shut out.
create function legacy.domain_hosts(entries text[]) returns text[] language sql immutable set search_path = '' as $$
    select array(select entry from unnest(entries) as listed (entry) where entry ~ '^(\*\.)?[^[:space:]/:*]+$')
$$;

-- The twins' keys. A key could chat with its one twin, under its group, and nothing else.
with reading as materialized (
    select key as original, key.*, tenant.id as tenant_id, entries, hosts,
           entries = '{}' or '*' = any (entries) as any_domain,
           access_group.id as usable_group_id,
           key.group_id is not null and access_group.id is null as group_lost,
           count(*) over (partition by key.key_hash) as hash_bearers
    from legacy_shadow.twin_api_keys key
    left join legacy.twins twin on twin.id = key.twin_id
    left join legacy.tenants tenant on tenant.id = twin.tenant_id
    left join legacy.access_groups access_group on access_group.id = key.group_id and access_group.twin_id = key.twin_id
    cross join legacy.domain_entries(key.allowed_domains) as entries
    cross join legacy.domain_hosts(entries) as hosts
),
verdict as materialized (
    select reading.*, obstacle.reason, obstacle.explanation
    from reading
    left join lateral (
        select rule.reason, rule.explanation
        from (values
            (1, tenant_id is null, 'tenant_unknown', 'The key''s twin, or the tenant of that twin, does not exist: nobody can be said to own the key.'),
            (2, key_hash is null or key_hash !~ '^\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}$', 'hash_unusable', 'The stored hash is not a bcrypt hash: no key can ever match it.'),
            (3, hash_bearers > 1, 'hash_shared', 'Several keys of twins carry this hash, and nothing tells which twin the key opens.'),
            (4, entries is null or not any_domain and hosts = '{}', 'domains_malformed', 'The list of domains holds nothing that names a host. Leaving it out would open the key to every domain.')
        ) as rule (rank, applies, reason, explanation)
        where rule.applies
        order by rule.rank
        limit 1
    ) obstacle on true
),
recorded as (
    insert into legacy.quarantined_rows (step, table_name, row_key, placed, reason, explanation, original)
    select '0003_unify_api_keys', 'twin_api_keys', verdict.id::text, verdict.reason is null, note.reason, note.explanation, to_jsonb(verdict.original)
    from verdict
    cross join lateral (values
        (verdict.reason is not null, verdict.reason, verdict.explanation),
        (verdict.reason is null and group_lost, 'group_not_of_this_twin',
            'The key''s access group does not exist or belongs to another twin. It is left out and the key is switched off: without a group it would show the default group''s content.'),
        (verdict.reason is null and cardinality(hosts) < cardinality(array_remove(entries, '*')), 'domains_left_out',
            'Entries of the list of domains that name no host, such as a full URL, never matched anything and are left out.')
    ) as note (applies, reason, explanation)
    where note.applies
)
insert into legacy.tenant_api_keys (
    id, tenant_id, key_hash, key_prefix, name, any_domain, allowed_domains, all_twins, allowed_twin_ids, scopes, group_id,
    is_active, created_by, created_at, expires_at, last_used_at, merged_from)
select id, tenant_id, key_hash, key_prefix, name, any_domain, hosts, false, array[twin_id], '{chat}', usable_group_id,
       coalesce(is_active, false) and not group_lost, null, created_at, expires_at, last_used_at, 'twin_api_keys'
from verdict
where reason is null;

-- The tenants' keys. Only here did an empty list of twins mean every twin of the tenant; no list of scopes ever meant every scope.
with reading as materialized (
    select key as original, key.*, tenant.id as known_tenant_id, entries, hosts,
           entries = '{}' or '*' = any (entries) as any_domain,
           coalesce(cardinality(key.allowed_twin_ids), 0) = 0 as all_twins,
           array(select twin.id from legacy.twins twin where twin.id = any (key.allowed_twin_ids) and twin.tenant_id = key.tenant_id order by twin.id) as own_twin_ids,
           array(select scope from unnest(key.scopes) as listed (scope) where scope is not null) as known_scopes,
           count(*) over (partition by key.key_hash) as hash_bearers
    from legacy_shadow.tenant_api_keys key
    left join legacy.tenants tenant on tenant.id = key.tenant_id
    cross join legacy.domain_entries(to_jsonb(key.allowed_domains)) as entries
    cross join legacy.domain_hosts(entries) as hosts
),
verdict as materialized (
    select reading.*, obstacle.reason, obstacle.explanation
    from reading
    left join lateral (
        select rule.reason, rule.explanation
        from (values
            (1, exists (select from legacy_shadow.twin_api_keys twin_key where twin_key.key_hash = reading.key_hash), 'copy_of_twin_key',
                'A twin''s key has the same hash: this row is an unfinished copy of it, and the original decides.'),
            (2, exists (select from legacy_shadow.twin_api_keys twin_key where twin_key.id = reading.id), 'id_taken',
                'A twin''s key with another hash has this id; that key was in use and keeps it.'),
            (3, known_tenant_id is null, 'tenant_unknown', 'The key''s tenant does not exist: nobody can be said to own the key.'),
            (4, key_hash is null or key_hash !~ '^\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}$', 'hash_unusable', 'The stored hash is not a bcrypt hash: no key can ever match it.'),
            (5, hash_bearers > 1, 'hash_shared', 'Several keys of tenants carry this hash, and nothing tells which of them the key is.'),
            (6, entries is null or not any_domain and hosts = '{}', 'domains_malformed', 'The list of domains holds nothing that names a host. Leaving it out would open the key to every domain.'),
            (7, not all_twins and own_twin_ids = '{}', 'no_twin_left', 'None of the listed twins is a twin of this tenant. An empty list would open the key to all of them.')
        ) as rule (rank, applies, reason, explanation)
        where rule.applies
        order by rule.rank
        limit 1
    ) obstacle on true
),
recorded as (
    insert into legacy.quarantined_rows (step, table_name, row_key, placed, reason, explanation, original)
    select '0003_unify_api_keys', 'tenant_api_keys', verdict.id::text, verdict.reason is null, note.reason, note.explanation, to_jsonb(verdict.original)
    from verdict
    cross join lateral (values
        (verdict.reason is not null, verdict.reason, verdict.explanation),
        (verdict.reason is null and not all_twins and not allowed_twin_ids <@ own_twin_ids, 'twins_left_out',
            'Listed twins that do not exist or belong to another tenant are left out.'),
        (verdict.reason is null and known_scopes = '{}', 'no_scope',
            'The key lists no scope. Scopes are closed by default, so that it may do nothing until somebody grants it one.'),
        (verdict.reason is null and cardinality(hosts) < cardinality(array_remove(entries, '*')), 'domains_left_out',
            'Entries of the list of domains that name no host, such as a full URL, never matched anything and are left out.')
    ) as note (applies, reason, explanation)
    where note.applies
)
insert into legacy.tenant_api_keys (
    id, tenant_id, key_hash, key_prefix, name, any_domain, allowed_domains, all_twins, allowed_twin_ids, scopes, group_id,
    is_active, created_by, created_at, expires_at, last_used_at, merged_from)
select id, tenant_id, key_hash, key_prefix, name, any_domain, hosts, all_twins, own_twin_ids, known_scopes, null,
       coalesce(is_active, false), created_by, created_at, expires_at, last_used_at, null
from verdict
where reason is null;

drop function legacy.domain_entries(jsonb);
drop function legacy.domain_hosts(text[]);
