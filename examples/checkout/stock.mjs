// The stock of the sale: on Redis, or in this process for a look without a server.
import { Redis } from 'ioredis';
import { memoryStock } from 'saleguard/memory';
import { doctor, doctorText, redisStock } from 'saleguard/redis';

const SALE_ID = 'checkout-example';

/** One process, and forgotten when it ends. */
export function openMemory() {
  return { stock: memoryStock({ saleId: SALE_ID }), close: async () => {} };
}

/** The shop's own client, with the options `doctor` asks for: nothing sent twice, nothing late, nothing awaited without end. */
export async function openRedis(url) {
  const client = new Redis(url, {
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2000,
    socketTimeout: 5000,
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    lazyConnect: true,
  });
  // ioredis says every lost connection here and connects again by itself; the calls on it say so on their own.
  client.on('error', (error) => console.error(`redis: ${error.message}`));
  await client.connect();
  const report = await doctor(client);
  console.error(doctorText(report));
  return {
    stock: redisStock(client, { saleId: SALE_ID, deadlineMs: 400 }),
    close: async () => {
      await client.quit();
    },
  };
}

/** Opens the sale; every process does, and all but the first hear `already`. */
export async function openSale(stock, keyId) {
  const verdict = await stock.open({
    keyId,
    ttlMs: 120_000,
    allotments: [
      { stockKey: 'EP-100', quantity: 3, perCustomer: 1 },
      { stockKey: 'CASE-7', quantity: 500 },
    ],
  });
  if (verdict.kind !== 'opened' && verdict.kind !== 'already')
    throw new Error(`the sale did not open: ${JSON.stringify(verdict)}`);
}
