using System.ComponentModel.DataAnnotations;
using MassTransit;
using TwinPlatform.Contracts.Governance.V1;
using TwinPlatform.Gateway.Principals;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Gateway.ApiKeys;

/// <summary>Configuration section <c>Operator</c>: who runs the platform, and may make tenants.</summary>
public sealed record OperatorOptions
{
    /// <summary>The operator's key, at least 24 characters. It can make tenants and nothing else: no tenant's data.</summary>
    [Required, MinLength(24)]
    public required string Key { get; init; }
}

internal static class ApiKeysDefaults
{
    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OperatorOptions>().BindConfiguration("Operator").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<OperatorKey>();
        builder.Services.AddSingleton<RevokedKeys>();
        builder.Services.AddSingleton<KeyResolver>();
        builder.Services.AddGovernanceClient<Contracts.Governance.V1.ApiKeys.ApiKeysClient>();
        builder.Services.AddGovernanceClient<Twins.TwinsClient>();
    }

    /// <summary>Each gateway hears of every revocation: a queue of its own, gone with the process.</summary>
    public static void AddRevocations(this IBusRegistrationConfigurator bus) =>
        bus.AddConsumer<OnApiKeyRevoked>().Endpoint(queue =>
        {
            queue.InstanceId = Guid.CreateVersion7().ToString("N");
            queue.Temporary = true;
        });

    private static void AddGovernanceClient<TClient>(this IServiceCollection services)
        where TClient : Grpc.Core.ClientBase =>
        services.AddGrpcClient<TClient>(client => client.Address = new Uri("http://_grpc.governance"))
            .ConfigureChannel(channel => channel.ServiceConfig = CallerForwarding.RetryWhileRestarting)
            .AddInterceptor(provider => new GatewayPrincipalInterceptor(provider.GetRequiredService<PrincipalSigner>()));
}
