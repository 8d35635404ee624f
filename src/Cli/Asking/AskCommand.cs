using System.CommandLine;
using System.Text.Json;
using TwinPlatform.Cli.Gateway;
using TwinPlatform.Cli.Local;

namespace TwinPlatform.Cli.Asking;

/// <summary><c>twin ask "question"</c>: asks a twin and shows the answer with everything it stands on.</summary>
internal static class AskCommand
{
    public static Command Create(Terminal terminal, Workspace workspace)
    {
        var question = new Argument<string>("question") { Description = "What to ask." };
        var twin = new Option<Guid?>("--twin") { Description = "The twin to ask. The demo twin when absent.", HelpName = "id" };
        var gateway = new Option<string?>("--gateway") { Description = "The gateway's address. The platform that runs here when absent.", HelpName = "url" };
        var key = new Option<string?>("--key") { Description = "The API key. The demo key when absent.", HelpName = "tdp_live_…" };
        var json = new Option<bool>("--json") { Description = "Print the API's answer as it is." };
        var ask = new Command("ask", "Asks a twin a question.") { question, twin, gateway, key, json };
        ask.SetAction(async (parsed, ct) =>
        {
            var access = await Access.FindAsync(parsed.GetValue(gateway), parsed.GetValue(key), parsed.GetValue(twin), workspace, ct);
            using var client = new GatewayClient(access.Gateway, access.Key);
            var sent = await client.AskAsync(access.Twin, parsed.GetRequiredValue(question), ct);
            if (parsed.GetValue(json))
            {
                await terminal.Out.WriteLineAsync(sent.GetRawText());
            }
            else
            {
                AnswerView.Write(terminal, sent.Deserialize<TwinAnswer>(JsonSerializerOptions.Web)!);
            }

            return ExitCode.Done;
        });
        return ask;
    }
}
