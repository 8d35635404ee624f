namespace TwinPlatform.Retrieval;

/// <summary>Where the right passage stood, over many questions.</summary>
internal sealed class Tally
{
    private int _questions;
    private int _first;
    private int _amongFive;
    private double _reciprocal;

    public double AtOne => (double)_first / _questions;

    public double AtFive => (double)_amongFive / _questions;

    public double MeanReciprocalRank => _reciprocal / _questions;

    public void Add(IEnumerable<string> ranked, string right)
    {
        var rank = ranked.TakeWhile(passage => passage != right).Count() + 1;
        var isFound = ranked.Contains(right);
        _questions++;
        _first += rank == 1 && isFound ? 1 : 0;
        _amongFive += rank <= 5 && isFound ? 1 : 0;
        _reciprocal += isFound ? 1.0 / rank : 0;
    }
}
