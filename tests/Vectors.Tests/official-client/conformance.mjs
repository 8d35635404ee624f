// Pinecone's own client against the bundled store: node conformance.mjs <host> <api key>. Ends with 0 when every promise holds.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Pinecone } from '@pinecone-database/pinecone';

const [host, apiKey] = process.argv.slice(2);
const pinecone = new Pinecone({ apiKey, controllerHostUrl: host, maxRetries: 0 });
const namespace = `client-${randomUUID()}`;
const sparse = pinecone.index({ host, namespace });
const dense = pinecone.index({ host: `${host}/indexes/cosine`, namespace });

const entries = (...pairs) => ({ indices: pairs.map(([index]) => index), values: pairs.map(([, value]) => value) });
const ids = (result) => result.matches.map((match) => match.id);

// Sparse: write, find, filter, fetch, list, update, count, delete.
await sparse.upsert({
  records: [
    { id: 'doc-1', sparseValues: entries([1, 2], [4294967295, 1]), metadata: { genre: 'drama', year: 2020, tags: ['a', 'b'] } },
    { id: 'doc-2', sparseValues: entries([1, 1]), metadata: { genre: 'comedy', year: 2021 } },
    { id: 'other', sparseValues: entries([2, 1]) },
  ],
});

const found = await sparse.query({ topK: 10, sparseVector: entries([1, 1]), includeMetadata: true, includeValues: true });
assert.deepEqual(ids(found), ['doc-1', 'doc-2']);
assert.equal(found.matches[0].score, 2);
assert.deepEqual(found.matches[0].metadata, { genre: 'drama', year: 2020, tags: ['a', 'b'] });
assert.deepEqual(found.matches[0].sparseValues, entries([1, 2], [4294967295, 1]));
assert.equal(found.namespace, namespace);

const filtered = { $and: [{ year: { $gte: 2021 } }, { genre: { $in: ['comedy', 'horror'] } }] };
assert.deepEqual(ids(await sparse.query({ topK: 10, sparseVector: entries([1, 1]), filter: filtered })), ['doc-2']);
assert.deepEqual(ids(await sparse.query({ topK: 1, id: 'doc-1' })), ['doc-1']);

const fetched = await sparse.fetch({ ids: ['doc-1', 'nobody'] });
assert.deepEqual(Object.keys(fetched.records), ['doc-1']);
assert.equal(fetched.records['doc-1'].metadata.genre, 'drama');

const page = await sparse.listPaginated({ prefix: 'doc-', limit: 1 });
assert.deepEqual(page.vectors.map((vector) => vector.id), ['doc-1']);
const rest = await sparse.listPaginated({ prefix: 'doc-', limit: 1, paginationToken: page.pagination.next });
assert.deepEqual(rest.vectors.map((vector) => vector.id), ['doc-2']);
assert.equal(rest.pagination?.next, undefined);

await sparse.update({ id: 'doc-2', metadata: { genre: 'tragedy' } });
const updated = (await sparse.fetch({ ids: ['doc-2'] })).records['doc-2'];
assert.deepEqual(updated.metadata, { genre: 'tragedy', year: 2021 });

const stats = await sparse.describeIndexStats();
assert.equal(stats.namespaces[namespace].recordCount, 3);

assert.equal((await sparse.describeNamespace(namespace)).recordCount, 3);
const listed = await sparse.listNamespaces({ prefix: namespace });
assert.deepEqual(listed.namespaces.map((each) => each.name), [namespace]);

await sparse.deleteOne({ id: 'other' });
await sparse.deleteMany({ filter: { genre: 'tragedy' } });
assert.deepEqual((await sparse.listPaginated()).vectors.map((vector) => vector.id), ['doc-1']);
await sparse.deleteMany({ ids: ['doc-1'] });
assert.deepEqual(ids(await sparse.query({ topK: 10, sparseVector: entries([1, 1]) })), []);

// Dense, at a host with a path.
await dense.upsert({ records: [{ id: 'x', values: [1, 0, 0] }, { id: 'xy', values: [1, 1, 0] }] });
const near = await dense.query({ topK: 2, vector: [1, 0.1, 0], includeValues: true });
assert.deepEqual(ids(near), ['x', 'xy']);
assert.deepEqual(near.matches[0].values, [1, 0, 0]);
await dense.deleteAll();
assert.equal((await dense.describeIndexStats()).namespaces[namespace], undefined);

// Refusals arrive as the client's own errors, with our sentence.
await assert.rejects(dense.upsert({ records: [{ id: 'x', values: [1, 0] }] }), { name: 'PineconeBadRequestError', message: /does not match the dimension/ });
await assert.rejects(dense.deleteAll(), { name: 'PineconeNotFoundError' });
const stranger = new Pinecone({ apiKey: 'not-the-key', controllerHostUrl: host, maxRetries: 0 }).index({ host, namespace });
await assert.rejects(stranger.query({ topK: 1, id: 'a' }), { name: 'PineconeAuthorizationError' });

await sparse.deleteNamespace(namespace);
await assert.rejects(sparse.describeNamespace(namespace), { name: 'PineconeNotFoundError' });
