import type { StockLine } from '../../../src/stock/reservation.js';
import { checkReserve } from '../../../src/stock/check-reserve.js';
import type { ReserveRequest } from '../../../src/stock/request.js';
import type { StockStore } from '../../../src/stock/store.js';
import type { ReserveVerdict } from '../../../src/stock/verdict.js';
import { keyList, LAYOUT_VERSION } from '../../../src/stores/redis/keys.js';
import { reserveOperation } from '../../../src/stores/redis/operations.js';
import { readRefusal } from '../../../src/stores/redis/refusals.js';
import { statusName } from '../../../src/stores/redis/reply-fields.js';
import { runScript } from '../../../src/stores/redis/run-script.js';
import { readPlainReserve, type RawReply } from '../../../src/stores/redis/verdicts.js';
import type { TestSale } from '../scripts/sale.js';

/** The store, but for `reserve`: lines go to the script as they came, the same stock key maybe on two of them. */
export function withoutLineSum(sale: TestSale): StockStore {
  const reserve = (request: ReserveRequest): Promise<ReserveVerdict> => reserveAsItCame(sale, request);
  return new Proxy(sale.stock, {
    get(stock, name) {
      if (name === 'reserve') return reserve;
      const member: unknown = Reflect.get(stock, name, stock);
      // Methods of the store use private fields, which a proxy has not.
      return typeof member === 'function' ? (member.bind(stock) as unknown) : member;
    },
  });
}

async function reserveAsItCame(sale: TestSale, request: ReserveRequest): Promise<ReserveVerdict> {
  const checked = checkReserve(request);
  if (!checked.ok) return checked.refusal;
  const lines: readonly StockLine[] = [...request.lines].sort((a, b) => (a.stockKey < b.stockKey ? -1 : 1));
  // A caller of its own that was acknowledged nothing: the sequence has no say here.
  const head = [LAYOUT_VERSION, 'no-line-sum', '0000', '0', '0000', '0', '0', '0'];
  const operation = reserveOperation({ ...checked.value, lines });
  const reply = await runScript(sale.client, sale.scripts.apply, keyList(sale.keys), [...head, ...operation]);
  // A script answers a list of texts and whole numbers.
  const [status, , ...rest] = reply as readonly RawReply[];
  if (status === 0) return readPlainReserve(rest[4] ?? 0);
  const refusal = readRefusal({ status: statusName(Number(status)), fields: [String(rest[0])] });
  return { kind: 'refused', ...refusal } as ReserveVerdict;
}
