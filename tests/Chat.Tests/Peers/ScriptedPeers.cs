using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using TwinPlatform.Contracts;
using TwinPlatform.Contracts.Governance.V1;
using TwinPlatform.Contracts.Knowledge.V1;

namespace TwinPlatform.Chat.Tests.Peers;

/// <summary>Knowledge and Governance on a real port, speaking the real protocol, with a script for each twin.</summary>
internal sealed class ScriptedPeers : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedPeers(WebApplication app, Scripts scripts)
    {
        _app = app;
        Twins = scripts;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public string Address { get; }

    public Scripts Twins { get; }

    public static async Task<ScriptedPeers> StartAsync()
    {
        // Empty: the service's appsettings.json lies beside the tests and must not configure its peers.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting().AddGrpc();
        var scripts = new Scripts();
        builder.Services.AddSingleton(scripts);

        var app = builder.Build();
        app.MapGrpcService<Knowledge>();
        app.MapGrpcService<Governance>();
        await app.StartAsync();
        return new ScriptedPeers(app, scripts);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed class Scripts : ConcurrentDictionary<string, TwinScript>
    {
        public TwinScript this[TwinId twin]
        {
            set => this[twin.ToString()] = value;
        }
    }

    private sealed class Knowledge(Scripts scripts) : Retrieval.RetrievalBase
    {
        public override async Task<SearchReply> Search(SearchRequest request, ServerCallContext context)
        {
            var script = scripts[request.TwinId];
            if (script.KnowledgeIsAway)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "Restarting."));
            }

            script.Authorization = context.RequestHeaders.GetValue("authorization");
            script.Searched.TrySetResult(request);
            await script.Ready;
            return script.Found;
        }

        public override Task<CheckQuotesReply> CheckQuotes(CheckQuotesRequest request, ServerCallContext context)
        {
            var script = scripts[request.TwinId];
            return Task.FromResult(new CheckQuotesReply { Exact = { request.Quotes.Select(quote => script.IsExact?.Invoke(quote) ?? IsFound(script, quote)) } });
        }

        private static bool IsFound(TwinScript script, Quote quote) => script.Found.Passages.Any(passage =>
            passage.SourceId == quote.SourceId
            && passage.SourceVersion == quote.SourceVersion
            && passage.Start <= quote.Start
            && quote.End <= passage.End
            && passage.Content[(quote.Start - passage.Start)..(quote.End - passage.Start)] == quote.Text);
    }

    private sealed class Governance(Scripts scripts) : Contracts.Governance.V1.Twins.TwinsBase
    {
        public override Task<GetTwinReply> Get(GetTwinRequest request, ServerCallContext context) => scripts[request.TwinId].IsGone
            ? throw new RpcException(new Status(StatusCode.NotFound, "No such twin."))
            : Task.FromResult(new GetTwinReply { Name = "Ada", NoAnswerMessage = TwinScript.NoAnswerMessage });
    }
}
