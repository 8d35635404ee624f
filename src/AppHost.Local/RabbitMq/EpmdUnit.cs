using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TwinPlatform.AppHost.Local.Processes;
using TwinPlatform.AppHost.Local.Running;

namespace TwinPlatform.AppHost.Local.RabbitMq;

/// <summary>
/// Erlang's port mapper, which a broker needs to start. Left alone the broker would start one that outlives it and that all
/// Erlang programs of the machine share; so the host runs its own, first to start and last to stop.
/// </summary>
internal sealed class EpmdUnit(RabbitMqNode node) : Unit($"{node.Resource.Name}-epmd")
{
    public override IEnumerable<int> Ports => [node.EpmdPort];

    public override Task<ProcessSpec> DescribeAsync(CancellationToken ct) => Task.FromResult(
        new ProcessSpec(RabbitMqNode.Epmd, ["-port", node.EpmdPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"])
        {
            WithoutVariables = RabbitMqNode.NotInherited,
        });

    public override async Task<string?> UnhealthyBecauseAsync(CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, node.EpmdPort, ct);
            return null;
        }
        catch (SocketException e)
        {
            return e.Message;
        }
    }

    /// <summary>What each of our health probes leaves behind.</summary>
    public override bool IsNoise(string line) => line.Contains("got partial packet", StringComparison.Ordinal);
}
