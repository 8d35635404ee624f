namespace TwinPlatform.Knowledge.Retrieval;

internal static class RetrievalDefaults
{
    public static void AddRetrieval(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WordStatistics>();
        builder.Services.AddSingleton<SearchPassages>();
        builder.Services.AddSingleton<CheckQuotes>();
    }

    public static void MapRetrieval(this IEndpointRouteBuilder routes) => routes.MapGrpcService<RetrievalGrpc>();
}
