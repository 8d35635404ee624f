namespace TwinPlatform.Cli;

/// <summary>The command cannot be done. The message is one sentence for a person, and says what to do about it.</summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What was noticed first, when it came from elsewhere.</param>
internal class CliException(string message, Exception? innerException = null) : Exception(message, innerException);
