using TwinPlatform.Vectors;

// Measures the bundled vector store: dotnet run -c Release --project bench/Vectors
// A ratio is how many times as fast the first is; all that is compared runs in turns in this one process and its child, so that a busy machine slows both.
var withPeers = Peers.Install();
if (!withPeers)
    Console.WriteLine("Node.js with npm is missing: nothing is compared with usearch and hnswlib-node.");

new DenseRace(count: 10_000, dimension: 384, queries: 50, withPeers).Run(withHnsw: true);
new DenseRace(count: 10_000, dimension: 1536, queries: 20, withPeers).Run(withHnsw: true);
new DenseRace(count: 100_000, dimension: 384, queries: 10, withPeers).Run(withHnsw: false);
SparseLatency.Run();
