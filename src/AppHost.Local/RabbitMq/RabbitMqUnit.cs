using System.Net;
using System.Net.Sockets;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.Running;

namespace TwinPlatform.AppHost.Local.RabbitMq;

/// <summary>A RabbitMQ broker with its own data directory and ports.</summary>
internal sealed class RabbitMqUnit(RabbitMqNode node) : Unit(node.Resource.Name)
{
    private static readonly byte[] ProtocolHeader = [.. "AMQP"u8, 0, 0, 9, 1];
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);
    private bool _booted;

    public override IEnumerable<int> Ports => [node.Resource.PrimaryEndpoint.Port, node.DistributionPort];

    public override Task PrepareAsync(CancellationToken ct)
    {
        _booted = false;
        return node.WriteFilesAsync(ct);
    }

    public override Task<ProcessSpec> DescribeAsync(CancellationToken ct) => Task.FromResult(
        new ProcessSpec(RabbitMqNode.Server, []) { Environment = node.Environment(), WithoutVariables = RabbitMqNode.NotInherited });

    /// <summary>The broker answers the AMQP header only when it takes connections; an open port says less.</summary>
    public override async Task<string?> UnhealthyBecauseAsync(CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(AnswerTimeout);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, node.Resource.PrimaryEndpoint.Port, deadline.Token);
            await client.GetStream().WriteAsync(ProtocolHeader, deadline.Token);
            var answered = await client.GetStream().ReadAsync(new byte[1], deadline.Token) > 0;
            _booted |= answered;
            return answered ? null : "it closed the connection";
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "it did not answer the AMQP header";
        }
    }

    /// <summary>Its banner and feature flags, and the complaint that each of our health probes leaves behind.</summary>
    public override bool IsNoise(string line) =>
        (!_booted && !line.Contains("[error]", StringComparison.Ordinal)) || line.Contains("closing AMQP connection", StringComparison.Ordinal)
        || line.Contains("client unexpectedly closed TCP connection", StringComparison.Ordinal);
}
