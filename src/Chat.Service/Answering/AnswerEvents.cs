namespace TwinPlatform.Chat.Answering;

/// <summary>Event <c>metadata</c>, the first of a stream: the ids under which the answer will be stored.</summary>
/// <param name="ConversationId">The conversation; it can be continued once <c>done</c> has come.</param>
/// <param name="MessageId">The answer's message.</param>
public sealed record AnswerMetadata(Guid ConversationId, Guid MessageId);

/// <summary>Event <c>answer</c>: the next piece of the answer. The pieces put together, without anything between them, are the answer.</summary>
/// <param name="Text">A sentence; from the second on with a space before it.</param>
public sealed record AnswerPiece(string Text);

/// <summary>Event <c>heartbeat</c>: the answer is still being made. It has no id and no meaning beyond that.</summary>
public sealed record AnswerHeartbeat;
