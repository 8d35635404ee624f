using System.Globalization;
using System.Text.RegularExpressions;
using TwinPlatform.Database.Proofs.Catalogues;

namespace TwinPlatform.Database.Proofs.Seeding;

/// <summary>A value in SQL. The number makes it differ from the same value of another row, where it can.</summary>
internal delegate string Literal(int number);

/// <summary>
/// What a column can be given, by its type and by what its checks mention: one ordinary value first, then the words of the checks, then the edges of the type.
/// </summary>
internal static partial class Literals
{
    private const string Scripts = "שלום — مرحبا 👩‍🔬 Å é 日本語";

    public static IReadOnlyList<Literal> Of(Table table, Column column)
    {
        var checks = table.Checks.Where(check => check.Columns.Contains(column.Name)).Select(check => check.Definition).ToList();
        List<Literal> values = [.. OfName(column, checks), .. OfChecks(checks, column.Type), .. OfType(column.Type, number => Uuid(table.FullName, number))];
        return [.. values.Select<Literal, Literal>(value => number => $"({value(number)})::{column.Type}"), .. column.IsNullable ? [_ => "null"] : (Literal[])[]];
    }

    /// <summary>The id of the table's n-th generated row: others can refer to it before it exists.</summary>
    public static string Uuid(string table, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"'{StableHash.Of(table):x8}-0000-7000-8000-{number:x12}'");

    /// <summary>Where no check says what a column holds, its name may: the old tables keep hashes of keys as bcrypt writes them, and other text names no key.</summary>
    private static IEnumerable<Literal> OfName(Column column, List<string> checks) =>
        checks.Count == 0 && IsText(column.Type) && column.Name.EndsWith("_hash", StringComparison.Ordinal) ? [number => $"'$2b$12$' || lpad('{number}', 53, 'a')"] : [];

    private static IEnumerable<Literal> OfChecks(List<string> checks, string type)
    {
        var numbers = checks.SelectMany(check => Number().Matches(check)).Select(match => decimal.Parse(match.Value, CultureInfo.InvariantCulture)).Distinct().ToList();
        if (IsText(type) || type.EndsWith("[]", StringComparison.Ordinal) && IsText(type[..^2]))
        {
            foreach (Match match in checks.SelectMany(check => Quoted().Matches(check)))
            {
                var (isPattern, text) = (match.Groups["operator"].Success, match.Groups["text"].Value);
                Literal value = isPattern ? number => $"'{PatternSample.Of(text.Replace("''", "'", StringComparison.Ordinal), number).Replace("'", "''", StringComparison.Ordinal)}'" : _ => $"'{text}'";
                yield return IsText(type) ? value : number => $"array[{value(number)}]";
            }

            foreach (var length in numbers.Where(number => number is > 0 and <= 20_000 && IsText(type)))
            {
                yield return _ => $"repeat('x', {length:0})";
            }
        }
        else if (IsNumber(type))
        {
            foreach (var number in numbers)
            {
                yield return _ => $"'{number}'";
                yield return _ => $"'{number + 1}'";
            }
        }
        else if (type == "bytea")
        {
            foreach (var length in numbers.Where(number => number is > 0 and <= 4096))
            {
                yield return number => $"decode(lpad(to_hex({number}), {2 * length:0}, 'a0'), 'hex')";
            }
        }
    }

    private static Literal[] OfType(string type, Func<int, string> uuid) => Bare().Replace(type, "") switch
    {
        "uuid" => [number => uuid(number), _ => "'ffffffff-ffff-ffff-ffff-ffffffffffff'"],
        "text" or "citext" => [number => $"'generated-{number:D4}'", _ => "''", number => $"'{Scripts} {number}'", _ => "repeat('long ', 600)", _ => @"e'it''s \\ ""quoted"",\t{null}\n'"],
        "character varying" or "character" or "name" => [number => $"'v-{number:D4}'", _ => "''", _ => $"'{Scripts}'", _ => "repeat('é', 20000)"],
        "smallint" => [number => $"{1 + (number % 9)}", _ => "0", _ => "'-32768'", _ => "32767"],
        "integer" => [number => $"{1 + number}", _ => "0", _ => "'-2147483648'", _ => "2147483647"],
        "bigint" => [number => $"{1 + number}", _ => "0", _ => "'-9223372036854775808'", _ => "9223372036854775807"],
        "numeric" => [_ => "0.5", _ => "0", _ => "'-1.00'", _ => "'NaN'", _ => "'0.10'", _ => "'3.14159265358979'"],
        "real" => [_ => "0.5", _ => "0", _ => "'NaN'", _ => "'-Infinity'", _ => "'3.4028235e38'", _ => "'1.17549435e-38'", _ => "'0.1'"],
        "double precision" => [_ => "0.5", _ => "0", _ => "'NaN'", _ => "'Infinity'", _ => "'-1.7976931348623157e308'", _ => "'5e-324'", _ => "0.1"],
        "boolean" => [_ => "true", _ => "false"],
        "timestamp with time zone" or "timestamp without time zone" =>
            [number => $"timestamptz '2026-01-01T00:00:00Z' + {number} * interval '1 minute'", _ => "'1969-12-31T23:59:59.999999Z'", _ => "'infinity'", _ => "'-infinity'", _ => "'9999-12-31T00:00:00Z'"],
        "date" => [_ => "'2026-01-01'", _ => "'0001-01-01 BC'", _ => "'infinity'"],
        "interval" => [_ => "'1 hour'", _ => "'-1 month 30 days 00:00:00.000001'"],
        "json" => [_ => "'{}'", _ => "'[]'", _ => "'null'", _ => "e' {\"b\": 1, \"a\": 1.0, \"b\": \"\\\\u0000\"} '"],
        "jsonb" => [_ => "'{}'", _ => "'[]'", _ => "'null'", _ => "'\"text\"'", _ => "'1.50'", _ => $"'{{\"b\": [null, {{\"{Scripts}\": 1e30}}], \"a\": \"\"}}'"],
        "bytea" => [number => $"sha256('{number}')", _ => "''", _ => "'\\x00ff'"],
        "inet" => [_ => "'192.0.2.1'", _ => "'2001:db8::/32'"],
        _ when type.EndsWith("[]", StringComparison.Ordinal) => OfArray(type[..^2], uuid),
        _ => throw new InvalidOperationException($"Nobody has said what values of type {type} look like: teach {nameof(Literals)} some."),
    };

    private static Literal[] OfArray(string element, Func<int, string> uuid)
    {
        var elements = OfType(element, uuid);
        return [number => $"array[{elements[0](number)}]", _ => "'{}'", number => $"array[{string.Join(", ", elements.Select(value => $"({value(number)})::{element}"))}]", _ => $"array[null::{element}]"];
    }

    private static bool IsText(string type) => Bare().Replace(type, "") is "text" or "citext" or "character varying" or "character" or "name";

    private static bool IsNumber(string type) => Bare().Replace(type, "") is "smallint" or "integer" or "bigint" or "numeric" or "real" or "double precision";

    [GeneratedRegex(@"(?<operator>~\*?\s*)?'(?<text>(?:[^']|'')*)'(?:::(?:text|character varying|bpchar|citext))")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w.$-])\d+(?:\.\d+)?(?![\w.])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\(.*\)")]
    private static partial Regex Bare();
}
