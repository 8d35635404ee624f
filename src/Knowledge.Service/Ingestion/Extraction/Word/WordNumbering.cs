using System.Globalization;
using System.Xml.Linq;
using TwinPlatform.Knowledge.Ingestion.Extraction.Office;

namespace TwinPlatform.Knowledge.Ingestion.Extraction.Word;

/// <summary>
/// Counts the numbered paragraphs as Word does when it prints them: a contract's "§ 7 (2)" or a manual's "3.1" stands nowhere in the file, and is what people
/// ask for and quote.
/// </summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    private readonly Dictionary<string, (string List, Dictionary<int, NumberingLevel> Levels)> _numbers = [];
    private readonly Dictionary<string, int[]> _counts = [];

    public static WordNumbering In(OfficePackage package, string? part, ExtractionLimits limits)
    {
        var numbering = new WordNumbering();
        if (part is null)
            return numbering;

        var root = package.ReadAll(part, limits);
        var lists = new Dictionary<string, Dictionary<int, NumberingLevel>>();
        foreach (var list in root.Children("abstractNum"))
            lists.TryAdd(list.AttributeOf("abstractNumId") ?? "", LevelsIn(list.Children("lvl")));
        foreach (var number in root.Children("num"))
        {
            var (id, list) = (number.AttributeOf("numId") ?? "", number.Child("abstractNumId").AttributeOf("val") ?? "");
            var levels = new Dictionary<int, NumberingLevel>(lists.GetValueOrDefault(list, []));
            var restarts = false;
            foreach (var change in number.Children("lvlOverride"))
            {
                foreach (var (at, level) in LevelsIn(change.Children("lvl")))
                    levels[at] = level;
                if (int.TryParse(change.AttributeOf("ilvl"), out var index) && int.TryParse(change.Child("startOverride").AttributeOf("val"), out var start) && levels.TryGetValue(index, out var old))
                    (levels[index], restarts) = (old with { Start = start }, true);
            }

            // Two lists of one kind count on together unless one of them says where it starts.
            numbering._numbers[id] = (restarts ? $"own {id}" : list, levels);
        }

        return numbering;
    }

    /// <summary>The number of the next paragraph. Called once for each paragraph, in their order.</summary>
    public NumberLabel LabelOf(XElement? properties, WordStyle style)
    {
        var id = properties.Child("numId").AttributeOf("val") ?? style.Numbering.Child("numId").AttributeOf("val");
        if (id is null or "0" || !_numbers.TryGetValue(id, out var number))
            return new NumberLabel("", IsItem: id is not (null or "0"));

        var at = int.TryParse(properties.Child("ilvl").AttributeOf("val") ?? style.Numbering.Child("ilvl").AttributeOf("val"), out var found) ? Math.Clamp(found, 0, Levels - 1) : 0;
        if (!number.Levels.TryGetValue(at, out var level) || level.Format is "bullet" or "none")
            return new NumberLabel("", IsItem: true);

        var counts = CountsOf(number.List);
        counts[at]++;
        Array.Clear(counts, at + 1, Levels - at - 1);
        var label = level.Text;
        for (var i = 0; i <= at; i++)
            if (number.Levels.TryGetValue(i, out var part))
                label = label.Replace($"%{i + 1}", Shown(part.Start + Math.Max(0, counts[i] - 1), level.IsLegal ? "decimal" : part.Format), StringComparison.Ordinal);
        return new NumberLabel(label.Trim(), IsItem: true);
    }

    private int[] CountsOf(string list)
    {
        if (!_counts.TryGetValue(list, out var counts))
            _counts[list] = counts = new int[Levels];
        return counts;
    }

    private static Dictionary<int, NumberingLevel> LevelsIn(IEnumerable<XElement> levels)
    {
        var found = new Dictionary<int, NumberingLevel>();
        foreach (var level in levels)
            if (int.TryParse(level.AttributeOf("ilvl"), out var at))
                found[at] = new NumberingLevel(
                    int.TryParse(level.Child("start").AttributeOf("val"), out var start) ? start : 1,
                    level.Child("numFmt").AttributeOf("val") ?? "decimal",
                    level.Child("lvlText").AttributeOf("val") is { Length: <= 100 } text ? text : "",
                    level.IsOn("isLgl"));
        return found;
    }

    private static string Shown(int number, string format) => format switch
    {
        "lowerLetter" => Letters(number).ToLowerInvariant(),
        "upperLetter" => Letters(number),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "upperRoman" => Roman(number),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "none" => "",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A … Z, AA, BB …: Word repeats the letter.</summary>
    private static string Letters(int number) => number is > 0 and <= 26 * 20 ? new string((char)('A' + ((number - 1) % 26)), ((number - 1) / 26) + 1) : $"{number}";

    private static string Roman(int number)
    {
        if (number is < 1 or > 3999)
            return $"{number}";

        (int Value, string Sign)[] signs =
            [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var roman = "";
        foreach (var (value, sign) in signs)
            for (; number >= value; number -= value)
                roman += sign;
        return roman;
    }
}

/// <summary>How a level of a list is numbered; in the text, %1 stands for the number of the first level.</summary>
internal sealed record NumberingLevel(int Start, string Format, string Text, bool IsLegal);

/// <summary>What stands before a paragraph.</summary>
/// <param name="Text">Its number as printed; empty for bullets.</param>
/// <param name="IsItem">Whether it belongs to a list.</param>
internal readonly record struct NumberLabel(string Text, bool IsItem);
