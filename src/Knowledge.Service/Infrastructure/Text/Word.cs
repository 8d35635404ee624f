namespace TwinPlatform.Knowledge.Infrastructure.Text;

/// <summary>A word of a text: where it stands (UTF-16 offsets) and what it is.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="End">Offset after the last character.</param>
/// <param name="Lexeme">The normalised word.</param>
/// <param name="IsCompound">
/// Whether it spans words already given one by one ("example.com", "e-mail"): found as a whole, but neither counted nor paired.
/// </param>
internal readonly record struct Word(int Start, int End, Lexeme Lexeme, bool IsCompound);
