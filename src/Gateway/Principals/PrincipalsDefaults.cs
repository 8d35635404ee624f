using Grpc.Core;
using Grpc.Core.Interceptors;

namespace TwinPlatform.Gateway.Principals;

internal static class PrincipalsDefaults
{
    public static void AddPrincipals(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PrincipalSigningOptions>().BindConfiguration("Principal").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PrincipalSigner>();
    }
}

/// <summary>gRPC as the gateway itself.</summary>
internal sealed class GatewayPrincipalInterceptor(PrincipalSigner signer) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var headers = new Metadata { { "authorization", $"Bearer {signer.SignAsGateway()}" } };
        return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
    }
}
