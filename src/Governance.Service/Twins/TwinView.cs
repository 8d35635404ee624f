using TwinPlatform.Contracts;

namespace TwinPlatform.Governance.Twins;

/// <summary>A twin as the API shows it.</summary>
/// <param name="TwinId">The twin's id; also the name of its namespace in the vector store.</param>
/// <param name="Name">What visitors see.</param>
/// <param name="Description">What the twin is about.</param>
/// <param name="NoAnswerMessage">What it says when its knowledge does not hold the answer.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record TwinView(TwinId TwinId, string Name, string? Description, string NoAnswerMessage, DateTimeOffset CreatedAt);

/// <summary>A twin as a row of <c>governance.twins</c>.</summary>
internal sealed record TwinRow(TwinId TwinId, string Name, string? Description, string? NoAnswerMessage, DateTime CreatedAt)
{
    /// <summary>What a twin says whose owner has not worded it.</summary>
    public const string DefaultNoAnswerMessage = "I don't know. My sources do not hold an answer to that.";

    public TwinView View => new(TwinId, Name, Description, NoAnswerMessage ?? DefaultNoAnswerMessage, CreatedAt);
}
