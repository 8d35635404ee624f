using System.Globalization;
using System.Text;

namespace TwinPlatform.Database.Proofs.Seeding;

/// <summary>
/// A text that a regular expression matches, for checks that ask for one. It reads what such checks are made of: letters, classes, groups, alternatives and
/// repetitions; from each it takes what the number says.
/// </summary>
internal sealed class PatternSample
{
    private const int MostRepetitions = 3;

    private readonly string _pattern;
    private readonly Random _choice;
    private int _at;

    private PatternSample(string pattern, int number)
    {
        _pattern = pattern;
        _choice = new Random(number);
    }

    public static string Of(string pattern, int number) => new PatternSample(pattern, number).Alternatives();

    private string Alternatives()
    {
        var alternatives = new List<string> { Sequence() };
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            alternatives.Add(Sequence());
        }

        return alternatives[_choice.Next(alternatives.Count)];
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            var start = _at;
            var once = One();
            var (least, most) = Repetitions();
            var after = _at;
            for (var repetition = _choice.Next(least, most + 1); repetition > 0; repetition--)
            {
                text.Append(once);

                // Read again for each repetition, so that [a-z]{8} is not one letter eight times.
                _at = start;
                once = One();
            }

            _at = after;
        }

        return text.ToString();
    }

    private string One()
    {
        switch (_pattern[_at++])
        {
            case '^' or '$':
                return "";
            case '.':
                return "x";
            case '[':
                return Class();
            case '(':
                if (_pattern.AsSpan(_at).StartsWith("?:"))
                {
                    _at += 2;
                }

                var inner = Alternatives();
                _at++;
                return inner;
            case '\\':
                return _pattern[_at++] switch { 'd' => "7", 'w' => "w", 's' => " ", 'A' or 'Z' or 'y' or 'm' or 'M' => "", var escaped => escaped.ToString() };
            case var literal:
                return literal.ToString();
        }
    }

    private string Class()
    {
        var end = _pattern.IndexOf(']', _at + (_pattern[_at] == '^' ? 2 : 1));
        while (end > 0 && _pattern[end - 1] == ':')
        {
            end = _pattern.IndexOf(']', end + 1);
        }

        var body = _pattern[_at..end];
        _at = end + 1;
        var members = new List<char>();
        var rest = body.TrimStart('^').Replace("[:alnum:]", "a-z0-9", StringComparison.Ordinal).Replace("[:alpha:]", "a-z", StringComparison.Ordinal)
            .Replace("[:digit:]", "0-9", StringComparison.Ordinal).Replace("[:space:]", " ", StringComparison.Ordinal).Replace("[:cntrl:]", "\t", StringComparison.Ordinal)
            .Replace("[:lower:]", "a-z", StringComparison.Ordinal).Replace("[:upper:]", "A-Z", StringComparison.Ordinal);
        for (var i = 0; i < rest.Length; i++)
        {
            var last = i + 2 < rest.Length && rest[i + 1] == '-' ? rest[i + 2] : rest[i];
            members.AddRange(Enumerable.Range(rest[i], Math.Max(1, last - rest[i] + 1)).Select(code => (char)code));
            i += last == rest[i] ? 0 : 2;
        }

        var usable = body[0] == '^' ? [.. "xyz019-".Where(letter => !members.Contains(letter))] : members;
        return usable[_choice.Next(usable.Count)].ToString();
    }

    private (int Least, int Most) Repetitions()
    {
        if (_at >= _pattern.Length)
        {
            return (1, 1);
        }

        switch (_pattern[_at])
        {
            case '*':
                _at++;
                return (0, MostRepetitions);
            case '+':
                _at++;
                return (1, MostRepetitions);
            case '?':
                _at++;
                return (0, 1);
            case '{':
                var end = _pattern.IndexOf('}', _at);
                var bounds = _pattern[(_at + 1)..end].Split(',');
                _at = end + 1;
                var least = int.Parse(bounds[0], CultureInfo.InvariantCulture);
                return (least, bounds.Length == 1 ? least : bounds[1].Length == 0 ? least + MostRepetitions : Math.Min(int.Parse(bounds[1], CultureInfo.InvariantCulture), least + MostRepetitions));
            default:
                return (1, 1);
        }
    }
}
