using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TwinPlatform.Vectors;

/// <summary>Other people's vector search in a Node process, on the same vectors. A peer that npm could not install is missing.</summary>
internal sealed class Peers : IDisposable
{
    public const string UsearchExact = "usearch exact";
    public const string UsearchHnsw = "usearch hnsw";
    public const string HnswlibHnsw = "hnswlib hnsw";

    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "peers");

    private readonly string _file = Path.GetTempFileName();
    private readonly Process _node;

    public Peers(float[][] vectors, float[][] queries)
    {
        using (var file = File.Create(_file))
        {
            foreach (var vector in vectors.Concat(queries))
            {
                file.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
            }
        }

        _node = Start("node", "peers.mjs", _file, Text(vectors.Length), Text(vectors[0].Length), Text(queries.Length));
    }

    /// <returns>False when there is no Node here.</returns>
    public static bool Install()
    {
        try
        {
            // usearch comes built; hnswlib-node is compiled here, which needs a compiler and Node's headers.
            foreach (var arguments in (string[][])[["ci", "--no-audit", "--no-fund", "--ignore-scripts"], ["rebuild", "hnswlib-node"]])
            {
                using var npm = Start("npm", arguments);
                npm.StandardOutput.ReadToEnd();
                npm.WaitForExit();
            }

            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <returns>Null when the peer is missing.</returns>
    public PeerAnswer? Ask(string peer)
    {
        _node.StandardInput.WriteLine(peer);
        var answer = JsonSerializer.Deserialize<PeerAnswer>(_node.StandardOutput.ReadLine() ?? """{"missing":true}""", JsonSerializerOptions.Web)!;
        return answer.Missing ? null : answer;
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        _node.WaitForExit();
        _node.Dispose();
        File.Delete(_file);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Home, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = false })!;
}

internal sealed record PeerAnswer(double Ms, int[][] Found, bool Missing = false);
