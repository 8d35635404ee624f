namespace TwinPlatform.Database.Proofs.Linting.Rules;

/// <summary>Columns that say what they hold: the right type, and a check where the type allows more than is meant.</summary>
internal static class ColumnRules
{
    public static IReadOnlyList<CatalogueRule> All { get; } =
    [
        new(
            "L31",
            "A moment has a time zone.",
            "A timestamp without one means something else on every machine. PostgreSQL wiki: Don't do this; squawk prefer-timestamp-tz.",
            """
            select c.table, c.col || ' is ' || type || ': use timestamptz'
            from columns c
            where type ~ '^time.* without time zone' or type ~ '^time(\(\d\))? with time zone'
            """),
        new(
            "L32",
            "A column named …_at holds a moment.",
            "A name that everywhere means a moment must not hold text or a number here.",
            "select c.table, c.col || ' is ' || type || ': use timestamptz, or another name' from columns c where col like '%\\_at' and type not like 'timestamp%'"),
        new(
            "L33",
            "Text is text, and its length is a check.",
            "A longer varchar later is a change of type; char pads. PostgreSQL wiki: Don't do this; squawk prefer-text-field.",
            "select c.table, c.col || ' is ' || type || ': use text with a check of its length' from columns c where atttypid in ('varchar'::regtype, 'bpchar'::regtype)"),
        new(
            "L34",
            "A number that counts itself is an identity.",
            "The sequence of a serial has rights and an owner of its own, which are forgotten. PostgreSQL wiki: Don't do this; squawk prefer-identity.",
            "select c.table, c.col || ' is a serial: use generated always as identity' from columns c where default_value like 'nextval(%'"),
        new(
            "L35",
            "A number that counts itself has 64 bits.",
            "2,147,483,647 arrives one night. squawk prefer-bigint-over-int.",
            "select c.table, c.col || ' counts in ' || type || ': use bigint' from columns c where (identity <> '' or default_value like 'nextval(%') and type <> 'bigint'"),
        new(
            "L36",
            "JSON is jsonb.",
            "json is text that is parsed for each question, and two equal values are not equal. PostgreSQL: JSON types.",
            "select c.table, c.col || ' is json: use jsonb' from columns c where type in ('json', 'json[]')"),
        new(
            "L37",
            "A jsonb column says of which kind its value is.",
            "Otherwise an object is an array on the first bad day, and each reader has to ask.",
            """
            select c.table, c.col || ' is jsonb without a check of jsonb_typeof(' || c.col || ')'
            from columns c
            where type = 'jsonb' and not exists (select from keys k where k.oid = c.oid and k.kind = 'c' and pg_get_constraintdef(k.key) ~ ('jsonb_typeof\(' || c.col || '\)'))
            """),
        new(
            "L38",
            "Money is an amount in numeric and a currency.",
            "The type money depends on the server's locale. PostgreSQL wiki: Don't do this.",
            "select c.table, c.col || ' is money: use numeric and a currency' from columns c where type in ('money', 'money[]')"),
        new(
            "L39",
            "What is paid or counted exactly is no floating-point number.",
            "Sums of binary fractions do not add up. PostgreSQL: numeric types.",
            """
            select c.table, c.col || ' is ' || type || ': use numeric or whole units'
            from columns c
            where type in ('real', 'double precision') and col ~ '(^|_)(price|cost|amount|fee|balance|total|quota|credits?)(_|$)'
            """),
        new(
            "L40",
            "A list of values is a check, not an enum type.",
            "A value of an enum is never removed, and a down script cannot take it back. PostgreSQL: ALTER TYPE.",
            """
            select c.table, c.col || ' is of the enum type ' || c.type || ': use text with a check'
            from columns c join pg_type t on t.oid = c.atttypid
            left join pg_type e on e.oid = t.typelem
            where 'e' in (t.typtype, e.typtype)
            """),
        new(
            "L41",
            "A state, a kind or a role is one of a list.",
            "Free text here was how the old system came to job types that its own check refused.",
            """
            select c.table, c.col || ' is free text: add a check of its values'
            from columns c
            where type = 'text' and col ~ '(^|_)(status|state|type|kind|role|level)$' and col not in ('media_type', 'event_type')
              and not exists (select from keys k where k.oid = c.oid and k.kind = 'c' and c.col = any(k.cols) and pg_get_constraintdef(k.key) ~ ('\m' || c.col || '( = |\)? ?= ANY)'))
            """),
        new(
            "L42",
            "A boolean is true or false.",
            "Null is a third answer that `where not …` forgets. Allowed where a check says when it is null.",
            """
            select c.table, c.col || ' may be null: give it a default, or a check that says when it is null'
            from columns c
            where type = 'boolean' and not required and not exists (select from keys k where k.oid = c.oid and k.kind = 'c' and c.col = any(k.cols))
            """),
        new(
            "L43",
            "A list is empty or not, never null.",
            "In the old system an empty list meant everything and null nothing, or the other way round.",
            """
            select c.table, c.col || ' may be null: use not null default ''{}'', or a check that says when it is null'
            from columns c
            where type in ('text[]', 'uuid[]') and not required and not exists (select from keys k where k.oid = c.oid and k.kind = 'c' and c.col = any(k.cols))
            """),
        new(
            "L44",
            "A digest has its length checked.",
            "A hash in hexadecimal, or cut off, compares unequal for ever and nobody is told.",
            """
            select c.table, c.col || ' has no check of its length'
            from columns c
            where col ~ '_(sha256|sha512|hmac)$' and not exists (
                select from keys k where k.oid = c.oid and k.kind = 'c' and c.col = any(k.cols) and pg_get_constraintdef(k.key) ~* 'length\(')
            """),
        new(
            "L45",
            "No id is made by the database at random.",
            "Random ids scatter an index over the disk, and a retry cannot repeat them: programs make version 7, or derive them.",
            "select c.table, c.col || ' has a random default' from columns c where default_value ~ '(gen_random_uuid|uuid_generate_v[14]|random)\\('"),
        new(
            "L87",
            "A check depends on its row alone.",
            "With now() or a setting in it, rows that were valid cannot be restored from a backup. PostgreSQL: check constraints.",
            """
            select k.name, 'check ' || k.conname || ' calls ' || called[1] || ', whose answer changes'
            from keys k cross join lateral regexp_matches(pg_get_constraintdef(k.key), '(\w+)\(', 'g') called join pg_proc f on f.proname = called[1]
            where k.kind = 'c'
            group by k.name, k.conname, called[1]
            having bool_and(f.provolatile <> 'i')
            """),
    ];
}
