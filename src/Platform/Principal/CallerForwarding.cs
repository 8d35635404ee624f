using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TwinPlatform.Platform.Principal;

/// <summary>gRPC from service to service on behalf of the caller: the gateway's principal is passed on as it came.</summary>
public static class CallerForwarding
{
    /// <summary>Adds a client of another service's gRPC, found by service discovery under its endpoint <c>grpc</c>.</summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="services">The service's registrations.</param>
    /// <param name="service">The resource name of the other service, such as <c>knowledge</c>.</param>
    public static void AddServiceClient<TClient>(this IServiceCollection services, string service)
        where TClient : ClientBase
    {
        services.AddHttpContextAccessor();
        services.AddTransient<CallerForwardingInterceptor>();
        services.AddGrpcClient<TClient>(client => client.Address = new Uri($"http://_grpc.{service}"))
            .ConfigureChannel(channel => channel.ServiceConfig = RetryWhileRestarting)
            .AddInterceptor<CallerForwardingInterceptor>();
    }

    /// <summary>
    /// A service that is being restarted is UNAVAILABLE for about a second. Five attempts, 0.2 s to 1.5 s apart, bridge that;
    /// the callee may see a call twice, so every gRPC method of the platform is a question or safe to repeat.
    /// </summary>
    public static ServiceConfig RetryWhileRestarting { get; } = new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = 5,
                    InitialBackoff = TimeSpan.FromMilliseconds(200),
                    MaxBackoff = TimeSpan.FromMilliseconds(1500),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };
}

internal sealed class CallerForwardingInterceptor(IHttpContextAccessor http) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var headers = context.Options.Headers ?? [];
        if (http.HttpContext?.Request.Headers.Authorization.ToString() is { Length: > 0 } principal)
        {
            headers.Add("authorization", principal);
        }

        return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
    }
}
