using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Tests.Peers;

/// <summary>What Knowledge and Governance know of one twin.</summary>
internal sealed class TwinScript
{
    public const string NoAnswerMessage = "My sources do not say.";

    /// <summary>What a search finds.</summary>
    public SearchReply Found { get; init; } = new();

    /// <summary>What the sources hold when a quote is checked: like the found passages, unless a test lets them differ.</summary>
    public Func<Quote, bool>? IsExact { get; init; }

    /// <summary>Awaited before a search answers.</summary>
    public Task Ready { get; init; } = Task.CompletedTask;

    /// <summary>Whether Knowledge is away.</summary>
    public bool KnowledgeIsAway { get; init; }

    /// <summary>Whether Governance has no such twin (any more).</summary>
    public bool IsGone { get; init; }

    /// <summary>Completed when a search has arrived.</summary>
    public TaskCompletionSource<SearchRequest> Searched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The principal that came with the search.</summary>
    public string? Authorization { get; set; }
}
