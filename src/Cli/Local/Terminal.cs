namespace TwinPlatform.Cli.Local;

/// <summary>Where the command line reads and writes.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="In">Answers to questions.</param>
/// <param name="IsScreen">A person looks at <paramref name="Out"/>: colours help. Otherwise a program or a file reads it.</param>
/// <param name="CanAsk">A person sits at <paramref name="In"/>.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TextReader In, bool IsScreen, bool CanAsk)
{
    public static Terminal OfProcess() => new(
        Console.Out, Console.Error, Console.In, IsScreen: !Console.IsOutputRedirected, CanAsk: !Console.IsInputRedirected && !Console.IsOutputRedirected);
}
