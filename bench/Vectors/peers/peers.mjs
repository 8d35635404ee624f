// Peers of the bundled store on the vectors in a file: node peers.mjs <file> <rows> <dimension> <queries>.
// A line in is the name of a peer; a line out is {"ms": for one query, "found": ids per query}. What cannot be loaded answers {"missing"}.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, rows, dimension, queries] = process.argv.slice(2).map((given, i) => (i === 0 ? given : Number(given)));
const bytes = readFileSync(file);
const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const vectors = numbers.slice(0, rows * dimension);
const query = (i) => numbers.slice((rows + i) * dimension, (rows + i + 1) * dimension);
const load = async (name) => import(name).then((module) => module.default ?? module, () => null);
const usearch = await load('usearch');
const hnswlib = await load('hnswlib-node');

const peers = {
  'usearch exact': () => usearch && ((q) => [...usearch.exactSearch(vectors, q, dimension, 10, 'ip', 1).keys].map(Number)),
  'usearch hnsw': () => {
    if (!usearch) return null;
    const index = new usearch.Index({ metric: 'ip', connectivity: 16, dimensions: dimension });
    for (let i = 0; i < rows; i++) index.add(BigInt(i), vectors.slice(i * dimension, (i + 1) * dimension), 1);
    return (q) => [...index.search(q, 10, 1).keys].map(Number);
  },
  'hnswlib hnsw': () => {
    if (!hnswlib) return null;
    const index = new hnswlib.HierarchicalNSW('ip', dimension);
    index.initIndex(rows, 16, 200);
    for (let i = 0; i < rows; i++) index.addPoint([...vectors.subarray(i * dimension, (i + 1) * dimension)], i);
    index.setEf(50);
    return (q) => index.searchKnn(q, 10).neighbors;
  },
};

const built = {};
for await (const name of createInterface({ input: process.stdin })) {
  const search = (built[name] ??= peers[name]() ?? 'missing');
  if (search === 'missing') {
    console.log(JSON.stringify({ missing: true }));
    continue;
  }

  const given = Array.from({ length: queries }, (_, i) => (name === 'hnswlib hnsw' ? [...query(i)] : query(i)));
  const start = performance.now();
  const found = given.map(search);
  console.log(JSON.stringify({ ms: (performance.now() - start) / queries, found }));
}
