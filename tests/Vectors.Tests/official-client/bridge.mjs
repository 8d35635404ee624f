// Pinecone's own client, called from C#: node bridge.mjs <host> <api key>.
// A line in is {"target":{"host"?,"name"?,"namespace"?}|null,"method","arguments"}; a line out is {"value"} or {"error":{"name","message"}}.
import { createInterface } from 'node:readline';
import { Pinecone } from '@pinecone-database/pinecone';

const [controllerHostUrl, apiKey] = process.argv.slice(2);
const pinecone = new Pinecone({ apiKey, controllerHostUrl, maxRetries: 0 });

for await (const line of createInterface({ input: process.stdin })) {
  const { target, method, arguments: given } = JSON.parse(line);
  let answer;
  try {
    const receiver = target ? pinecone.index(target) : pinecone;
    answer = { value: (await receiver[method](...given)) ?? null };
  } catch (error) {
    answer = { error: { name: error.name, message: error.message } };
  }

  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
