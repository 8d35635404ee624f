using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TwinPlatform.Platform.Tests.Outbox;

/// <summary>A wire to the broker that can be cut and mended; to the client a cut looks like a broker that has died.</summary>
internal sealed class SeverableProxy : IAsyncDisposable
{
    private readonly DnsEndPoint _target;
    private readonly ConcurrentDictionary<Socket, byte> _open = [];
    private Socket _listener;
    private Task _accepting;

    public SeverableProxy(string host, int port)
    {
        _target = new DnsEndPoint(host, port);
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    public async Task CutAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var socket in _open.Keys)
        {
            socket.Close(0);
        }
    }

    public void Mend()
    {
        _listener = Listen(Port);
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        return listener;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await listener.AcceptAsync());
            }
        }
        catch (SocketException)
        {
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var target = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            _open[client] = _open[target] = 0;
            try
            {
                await target.ConnectAsync(_target);
                await Task.WhenAny(CopyAsync(client, target), CopyAsync(target, client));
            }
            catch (SocketException)
            {
            }
            finally
            {
                _open.TryRemove(client, out _);
                _open.TryRemove(target, out _);
            }
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
        }
        catch (IOException)
        {
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
