namespace TwinPlatform.Retrieval;

/// <summary>How often something was so.</summary>
internal sealed class Rate
{
    private int _so;
    private int _all;

    public double Share => (double)_so / _all;

    public void Add(bool isSo)
    {
        _all++;
        _so += isSo ? 1 : 0;
    }
}
