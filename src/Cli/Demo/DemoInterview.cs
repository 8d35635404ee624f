using System.Text.Json;
using TwinPlatform.Cli.Asking;
using TwinPlatform.Cli.Gateway;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Demo;

/// <summary>Asks the demo twin three questions, one of which its documentation does not answer, and judges what it says.</summary>
internal sealed class DemoInterview(GatewayClient client, Guid twinId, IReadOnlyDictionary<Guid, DocumentationFile> documents, Terminal terminal)
{
    internal static readonly IReadOnlyList<DemoQuestion> Questions =
    [
        new("How long does the internal principal live?", IsAnswerable: true),
        new("What are the offsets of a citation counted in?", IsAnswerable: true),
        new("Who painted the Mona Lisa?", IsAnswerable: false),
    ];

    /// <returns><see cref="ExitCode.Done"/> when every judgement is good.</returns>
    public async Task<int> HoldAsync(CancellationToken ct)
    {
        var faults = new List<string>();
        for (var at = 0; at < Questions.Count; at++)
        {
            var question = Questions[at];
            var answer = (await client.AskAsync(twinId, question.Text, ct)).Deserialize<TwinAnswer>(JsonSerializerOptions.Web)!;
            await terminal.Out.WriteLineAsync($"\nQuestion {at + 1}: {question.Text}\n");
            AnswerView.Write(terminal, answer);
            var found = Faults(question, answer, documents).ToList();
            await terminal.Out.WriteLineAsync(found.Count > 0
                ? $"\n  wrong: {string.Join("; ", found)}"
                : question.IsAnswerable ? $"\n  right: {Places(answer)}" : "\n  right: the documentation does not say, and neither does the twin");
            faults.AddRange(found.Select(fault => $"question {at + 1}: {fault}"));
        }

        if (faults.Count == 0)
        {
            await terminal.Out.WriteLineAsync("\nTwo answers, each word of them quoted from the files it cites, and one honest \"I don't know\".");
            return ExitCode.Done;
        }

        throw new CliException($"The demo did not go as it should: {string.Join("; ", faults)}.");
    }

    internal static IEnumerable<string> Faults(DemoQuestion question, TwinAnswer answer, IReadOnlyDictionary<Guid, DocumentationFile> documents)
    {
        if (!question.IsAnswerable)
        {
            return answer.Answered ? ["the documentation does not hold an answer, but the twin gave one"] : [];
        }

        if (!answer.Answered || answer.Citations.Count == 0)
        {
            return ["the documentation holds the answer, but the twin did not find it"];
        }

        return answer.Citations
            .Select(citation => (citation.Index, Fault: QuoteCheck.Fault(citation, documents.GetValueOrDefault(citation.SourceId)?.Text)))
            .Where(check => check.Fault is not null)
            .Select(check => $"quote {check.Index}: {check.Fault}");
    }

    private string Places(TwinAnswer answer) => answer.Citations is [var only]
        ? $"the quote stands word for word in {documents[only.SourceId].Path}"
        : $"the quotes stand word for word in {string.Join(" and ", answer.Citations.Select(citation => documents[citation.SourceId].Path).Distinct())}";
}

/// <summary>A question of the demo.</summary>
/// <param name="Text">The question.</param>
/// <param name="IsAnswerable">Whether the documentation holds the answer.</param>
internal sealed record DemoQuestion(string Text, bool IsAnswerable);
