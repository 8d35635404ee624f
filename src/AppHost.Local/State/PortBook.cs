using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Aspire.Hosting;

namespace TwinPlatform.AppHost.Local.State;

/// <summary>
/// Ports of this data directory on 127.0.0.1. A port keeps its number from one run to the next where it is still free, so
/// that bookmarks and open clients survive a restart. All are held open until the host lets them go, one by one, to the
/// process that will listen there: nobody can take them while the others start.
/// </summary>
/// <remarks>
/// New numbers come from below the kernel's ephemeral range (32768 and up on Linux), where an outgoing connection could
/// otherwise sit on the port of a process that is just being restarted.
/// </remarks>
internal sealed class PortBook : IDisposable
{
    private const int First = 20_000;
    private const int Last = 29_999;
    private const int Attempts = 200;
    private const int SolSocket = 1;
    private const int SoReuseAddr = 2;
    private readonly string _path;
    private readonly SortedDictionary<string, int> _numbers;
    private readonly Dictionary<int, Socket> _claims = [];

    public PortBook(string dataDirectory)
    {
        _path = Path.Combine(dataDirectory, "ports.json");
        _numbers = File.Exists(_path) ? JsonSerializer.Deserialize<SortedDictionary<string, int>>(File.ReadAllText(_path)) ?? [] : [];
    }

    /// <summary>Claims exactly this port, or fails.</summary>
    public int ClaimRequested(string name, int port) => TryClaim(port)
        ? Keep(name, port)
        : throw new DistributedApplicationException($"Port {port}, asked for {name}, is in use by another program. Free it, or ask for another.");

    /// <summary>Claims the preferred port, else the one of the last run, else any free one.</summary>
    public int Claim(string name, int? preferred = null)
    {
        if (preferred is { } wish && TryClaim(wish))
            return Keep(name, wish);
        if (_numbers.TryGetValue(name, out var last) && TryClaim(last))
            return last;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last + 1);
            if (!_numbers.ContainsValue(port) && TryClaim(port))
                return Keep(name, port);
        }

        throw new DistributedApplicationException($"No free port was found between {First} and {Last} for {name}.");
    }

    public void Save() => File.WriteAllText(_path, JsonSerializer.Serialize(_numbers, JsonFormat.Indented));

    /// <summary>Frees the port for the process that is about to listen there.</summary>
    public void Release(int port)
    {
        lock (_claims)
        {
            if (_claims.Remove(port, out var socket))
                socket.Dispose();
        }
    }

    public void Dispose()
    {
        lock (_claims)
        {
            foreach (var socket in _claims.Values)
                socket.Dispose();
            _claims.Clear();
        }
    }

    private int Keep(string name, int port) => _numbers[name] = port;

    private bool TryClaim(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // .NET's own option would set SO_REUSEPORT as well, with which two hosts could hold one port.
            socket.SetRawSocketOption(SolSocket, SoReuseAddr, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }

        lock (_claims)
            _claims[port] = socket;
        return true;
    }
}
