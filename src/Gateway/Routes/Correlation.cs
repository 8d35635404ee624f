using System.Diagnostics;

namespace TwinPlatform.Gateway.Routes;

/// <summary>Gives every answer an <c>x-correlation-id</c>: the client's own, or the trace id, under which the dashboard shows the request.</summary>
internal static class Correlation
{
    private const string Header = "x-correlation-id";

    public static void UseCorrelation(this WebApplication app) => app.Use((context, next) =>
    {
        var sent = context.Request.Headers[Header].ToString();
        var id = sent.Length is > 0 and <= 128 && sent.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? sent
            : Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        context.Request.Headers[Header] = id;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    });
}
