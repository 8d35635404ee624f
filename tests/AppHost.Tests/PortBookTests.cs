using System.Net;
using System.Net.Sockets;
using TwinPlatform.AppHost.Local.State;
using Xunit;

namespace TwinPlatform.AppHost.Tests;

/// <summary>Ports keep their numbers where they can, and never belong to two.</summary>
public sealed class PortBookTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public PortBookTests() => Directory.CreateDirectory(_data);

    public void Dispose() => _data.Dispose();

    [Fact]
    public void A_port_has_the_same_number_in_the_next_run()
    {
        var first = ClaimOnce("web/http");

        Assert.Equal(first, ClaimOnce("web/http"));
    }

    [Fact]
    public void A_port_that_another_has_taken_meanwhile_is_replaced()
    {
        var first = ClaimOnce("web/http");
        using var other = new TcpListener(IPAddress.Loopback, first);
        other.Start();

        Assert.NotEqual(first, ClaimOnce("web/http"));
    }

    [Fact]
    public void A_preferred_port_is_taken_again_as_soon_as_it_is_free()
    {
        var preferred = ClaimOnce("any");
        using (var other = new TcpListener(IPAddress.Loopback, preferred))
        {
            other.Start();
            Assert.NotEqual(preferred, ClaimOnce("web/http", preferred));
        }

        Assert.Equal(preferred, ClaimOnce("web/http", preferred));
    }

    /// <summary>After a stop the kernel keeps the connections that the server closed for a minute; the next start must not lose its port to them.</summary>
    [Fact]
    public void A_port_whose_connections_are_only_just_closed_is_free()
    {
        var port = ClaimOnce("web/http");
        using (var server = new TcpListener(IPAddress.Loopback, port))
        {
            server.Start();
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            server.AcceptSocket().Close();
            Assert.Equal(0, client.GetStream().ReadByte() + 1);
        }

        Assert.Equal(port, ClaimOnce("web/http"));
    }

    [Fact]
    public void A_claimed_port_is_not_given_twice()
    {
        using var one = new PortBook(_data);
        using var two = new PortBook(_data);

        Assert.NotEqual(one.Claim("web/http"), two.Claim("web/http", one.Claim("other")));
    }

    private int ClaimOnce(string name, int? preferred = null)
    {
        using var book = new PortBook(_data);
        var port = book.Claim(name, preferred);
        book.Save();
        return port;
    }
}
