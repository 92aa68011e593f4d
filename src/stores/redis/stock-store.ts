import { randomBytes } from 'node:crypto';
import type { Checked } from '../../stock/canonical.js';
import { checkAdjust } from '../../stock/check-adjust.js';
import { checkOpen } from '../../stock/check-open.js';
import { checkBeginPayment, checkCommit, checkExtend, checkRelease } from '../../stock/check-payment.js';
import { checkAvailability, checkExpire, checkId, checkStockKeys } from '../../stock/check-reads.js';
import { checkReserve, checkSupersede } from '../../stock/check-reserve.js';
import { checkRestore } from '../../stock/check-restore.js';
import { checkSetMode } from '../../stock/check-set-mode.js';
import type {
  AdjustRequest,
  AvailabilityRequest,
  BeginPaymentRequest,
  CommitRequest,
  ExpireRequest,
  ExtendRequest,
  OpenRequest,
  ReleaseRequest,
  ReserveRequest,
  RestoreRequest,
  SetModeRequest,
  StockKeysRequest,
  SupersedeRequest,
} from '../../stock/request.js';
import type { StockStore } from '../../stock/store.js';
import type {
  AdjustVerdict,
  AvailabilityVerdict,
  CommitVerdict,
  ExpireVerdict,
  ExtendVerdict,
  OpenVerdict,
  Refused,
  ReleaseVerdict,
  ReserveVerdict,
  RestoreVerdict,
  SetModeVerdict,
  SnapshotVerdict,
  StatusVerdict,
  SupersedeVerdict,
  Unknown,
} from '../../stock/verdict.js';
import { BatchSender } from './apply-batch.js';
import type { RedisClient } from './client.js';
import { Echo } from './echo.js';
import { GroupCommit } from './group-commit.js';
import { keyList, saleKeys } from './keys.js';
import * as operations from './operations.js';
import { resolveOptions, type RedisStockOptions } from './options.js';
import { SaleReader } from './sale-reader.js';
import { SCRIPTS, type ScriptSet } from './script-set.js';
import { ServerClock } from './server-clock.js';
import * as verdicts from './verdicts.js';

/**
 * The stock of one sale on Redis. The client stays the caller's: ioredis 5 or 6, `Redis` or `Cluster`, with or without
 * `keyPrefix`. Nothing is sent before the first call; one store for each sale and process is enough, and several do no harm.
 *
 * @throws GuardError `invalid-argument` for a bad option.
 *
 * @example
 * const stock = redisStock(client, { saleId: 'earphones-0801', deadlineMs: 400 });
 * await stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 500, perCustomer: 2 }] });
 */
export function redisStock(client: RedisClient, options: RedisStockOptions): StockStore {
  return new RedisStock({ client, options, scripts: SCRIPTS });
}

/** What a store is made of; tests hand in other scripts. */
export interface RedisStockInit {
  readonly client: RedisClient;
  readonly options: RedisStockOptions;
  readonly scripts: ScriptSet;
}

/** {@link redisStock}, with the scripts handed in. */
export class RedisStock implements StockStore {
  readonly saleId: string;
  readonly #calls: GroupCommit;
  readonly #reader: SaleReader;

  constructor(init: RedisStockInit) {
    const options = resolveOptions(init.options);
    this.saleId = options.saleId;
    const now = (): number => performance.now();
    const place = {
      client: init.client,
      scripts: init.scripts,
      saleId: options.saleId,
      keys: keyList(saleKeys(options)),
      clock: new ServerClock(),
      now,
    };
    const callerId = options.callerId ?? randomBytes(9).toString('base64url');
    const sender = new BatchSender({ ...place, callerId, echo: new Echo() });
    this.#calls = new GroupCommit({
      send: (calls) => sender.send(calls),
      batching: options.batching,
      deadlineMs: options.deadlineMs,
      now,
    });
    this.#reader = new SaleReader({ ...place, deadlineMs: options.deadlineMs });
  }

  async open(request: OpenRequest): Promise<OpenVerdict> {
    const checked = checkOpen(request);
    return checked.ok ? await this.#reader.open(checked.value) : checked.refusal;
  }

  restock(request: AdjustRequest): Promise<AdjustVerdict> {
    const toOperation = operations.adjustOperation.bind(undefined, '+');
    return this.#run(checkAdjust(request), { toOperation, weight: lineCount, read: verdicts.readAdjust });
  }

  withdraw(request: AdjustRequest): Promise<AdjustVerdict> {
    const toOperation = operations.adjustOperation.bind(undefined, '-');
    return this.#run(checkAdjust(request), { toOperation, weight: lineCount, read: verdicts.readAdjust });
  }

  reserve(request: ReserveRequest): Promise<ReserveVerdict> {
    return this.#run(checkReserve(request), {
      toOperation: operations.reserveOperation,
      weight: heldCount,
      read: verdicts.readPlainReserve,
    });
  }

  supersede(request: SupersedeRequest): Promise<SupersedeVerdict> {
    return this.#run(checkSupersede(request), {
      toOperation: operations.reserveOperation,
      weight: heldCount,
      read: verdicts.readReserve,
    });
  }

  beginPayment(request: BeginPaymentRequest): Promise<ExtendVerdict> {
    return this.#run(checkBeginPayment(request), {
      toOperation: operations.beginPaymentOperation,
      weight: one,
      read: verdicts.readExtend,
    });
  }

  extend(request: ExtendRequest): Promise<ExtendVerdict> {
    return this.#run(checkExtend(request), {
      toOperation: operations.extendOperation,
      weight: one,
      read: verdicts.readExtend,
    });
  }

  commit(request: CommitRequest): Promise<CommitVerdict> {
    return this.#run(checkCommit(request), {
      toOperation: operations.commitOperation,
      weight: one,
      read: verdicts.readCommit,
    });
  }

  release(request: ReleaseRequest): Promise<ReleaseVerdict> {
    return this.#run(checkRelease(request), {
      toOperation: operations.releaseOperation,
      weight: one,
      read: verdicts.readRelease,
    });
  }

  restore(request: RestoreRequest): Promise<RestoreVerdict> {
    return this.#run(checkRestore(request), {
      toOperation: operations.restoreOperation,
      weight: (restore) => restore.lines?.length ?? 1,
      read: verdicts.readRestore,
    });
  }

  expire(request?: ExpireRequest): Promise<ExpireVerdict> {
    return this.#run(checkExpire(request), {
      toOperation: operations.expireOperation,
      weight: ({ limit }) => limit,
      read: verdicts.readExpire,
    });
  }

  setMode(request: SetModeRequest): Promise<SetModeVerdict> {
    return this.#run(checkSetMode(request), {
      toOperation: operations.setModeOperation,
      weight: one,
      read: verdicts.readSetMode,
    });
  }

  async status(id: string): Promise<StatusVerdict> {
    const checked = checkId(id);
    return checked.ok ? await this.#reader.status(checked.value) : checked.refusal;
  }

  async snapshot(request?: StockKeysRequest): Promise<SnapshotVerdict> {
    const checked = checkStockKeys(request);
    return checked.ok ? await this.#reader.snapshot(checked.value) : checked.refusal;
  }

  async availability(request?: AvailabilityRequest): Promise<AvailabilityVerdict> {
    const checked = checkAvailability(request);
    return checked.ok ? await this.#reader.availability(checked.value) : checked.refusal;
  }

  /** Checks, sends with the others of this turn, reads the reply. */
  async #run<T, V>(
    checked: Checked<T>,
    steps: {
      readonly toOperation: (request: T) => operations.Operation;
      readonly weight: (request: T) => number;
      readonly read: (reply: verdicts.RawReply) => V;
    },
  ): Promise<V | Refused<'invalid_request'> | Unknown> {
    if (!checked.ok) return checked.refusal;
    const outcome = await this.#calls.run(steps.toOperation(checked.value), steps.weight(checked.value));
    switch (outcome.kind) {
      case 'replied':
        return steps.read(outcome.reply);
      case 'not-executed':
        // Refusals of a whole batch are those every verdict knows.
        return {
          kind: 'refused',
          ...outcome.refusal,
        } as Refused as Refused<'invalid_request'>;
      case 'thrown':
        throw outcome.error;
      case 'unknown':
        return outcome;
    }
  }
}

function one(): number {
  return 1;
}

function lineCount(request: { readonly lines: readonly unknown[] }): number {
  return request.lines.length;
}

function heldCount(request: {
  readonly lines: readonly unknown[];
  readonly owners: readonly unknown[];
}): number {
  return request.lines.length * request.owners.length;
}
