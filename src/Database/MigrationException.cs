namespace TwinPlatform.Database;

/// <summary>A migration cannot be done; the message says which and why, and the database is as it was before that step.</summary>
/// <param name="message">File, line and reason.</param>
/// <param name="innerException">The database's own words.</param>
public sealed class MigrationException(string message, Exception? innerException = null) : Exception(message, innerException);
