// A Vendure shop with a sale.
//   npm start                      guarded; needs SALEGUARD_REDIS_URL and what `npm run seal` made
//   npm start -- --shadow          judges everything and refuses nothing
//   npm start -- --unguarded       Vendure as it comes
// Also PORT (3000 unless told, 0 for any free one), SUPERADMIN_PASSWORD, SALEGUARD_CUSTOMER_KEY, SALE_FOLDER (.sale).
import { randomBytes } from 'node:crypto';
import { bootstrap } from '@vendure/core';
import { SaleguardPlugin } from '../plugin/saleguard.plugin.js';
import { shopConfig } from './config.js';
import { openLiveSale, type LiveSale } from './sale.js';
import { stockTheShelves } from './stock-the-shelves.js';

// Vendure reports to its makers from where it runs. An example does not, unless somebody says `false`.
process.env['VENDURE_DISABLE_TELEMETRY'] ??= 'true';

async function openGuarded(): Promise<LiveSale | undefined> {
  if (process.argv.includes('--unguarded')) return undefined;
  const redisUrl = process.env['SALEGUARD_REDIS_URL'];
  if (redisUrl === undefined) throw new Error('set SALEGUARD_REDIS_URL, or give --unguarded');
  const mode = process.argv.includes('--shadow') ? 'shadow' : 'enforce';
  return await openLiveSale({ folder: process.env['SALE_FOLDER'] ?? '.sale', redisUrl, mode });
}

/** Without one in the environment nobody logs in to the back office, which the storefront does not need. */
const password = process.env['SUPERADMIN_PASSWORD'] ?? randomBytes(16).toString('hex');
const sale = await openGuarded();
const plugins = sale === undefined ? [] : [SaleguardPlugin.init(sale.options)];
const app = await bootstrap(shopConfig({ port: Number(process.env['PORT'] ?? 3000), password, plugins }));
await stockTheShelves(app);
// Not before: while the modules of the shop are put together nothing else gets a turn, and an answer of Redis would be late.
sale?.start();
console.log(`listening on ${await app.getUrl()}`);
