using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TwinPlatform.Platform.Bus;

/// <summary>MassTransit over RabbitMQ, the same in every process.</summary>
public static class BusDefaults
{
    /// <summary>
    /// Connects to the broker of connection string <c>messaging</c>. Each consumer gets a durable queue named after service and consumer;
    /// a message that keeps failing is tried again after 0.1, 1 and 5 seconds and then moves to the queue's <c>_error</c> twin.
    /// Publishing what no queue is bound for yet fails, so that the outbox keeps it until a consumer has been there.
    /// </summary>
    /// <param name="builder">The process.</param>
    /// <param name="service">Prefix of the queue names, such as <c>knowledge</c>.</param>
    /// <param name="consumers">Registers the consumers.</param>
    public static void AddBus(this WebApplicationBuilder builder, string service, Action<IBusRegistrationConfigurator>? consumers = null)
    {
        builder.Services.AddMassTransit(bus =>
        {
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, includeNamespace: false));
            consumers?.Invoke(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                var address = builder.Configuration.GetConnectionString("messaging")
                    ?? throw new InvalidOperationException("ConnectionStrings:messaging is not set. Give the address of RabbitMQ, such as amqp://user:password@host:5672.");
                rabbit.Host(new Uri(address));
                rabbit.PrefetchCount = 32;
                rabbit.ConfigurePublish(publish => publish.UseExecute(RefuseUnrouted));
                rabbit.UseMessageRetry(retry => retry.Intervals(100, 1000, 5000));
                rabbit.ConfigureEndpoints(context);
            });
        });

        // A message in hand is finished before the process goes; what is not acknowledged by then is delivered again.
        builder.Services.Configure<MassTransitHostOptions>(host => host.StopTimeout = TimeSpan.FromSeconds(15));
    }

    // Without it the broker confirms, and drops, what is published before the first consumer has bound its queue: the sender shall hear of that and keep it.
    private static void RefuseUnrouted(PublishContext context)
    {
        if (context.TryGetPayload(out RabbitMqSendContext? sent))
        {
            sent.Mandatory = true;
        }
    }
}
