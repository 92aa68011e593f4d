/** Services of a shop that know no keys, and can only be asked what happened. */
export const ASKING: readonly string[] = ['notices', 'coupons', 'points'];

/** Message that asks the services for their books. */
export const BOOKS = 'books';

/** What a service is asked to do. */
export interface EffectWish {
  readonly key: string;
  readonly kind: string;
  readonly orderId: string;
  readonly amount: number;
}

/** Something that really happened at a service. */
export interface Effect extends EffectWish {
  readonly service: string;
}

/** What the services say first. */
export interface ServicesStarted {
  readonly port: number;
}

/** Their answer to {@link BOOKS}: everything that happened, in this order. */
export interface ServicesTold {
  readonly effects: readonly Effect[];
}

/** What a process that carries out a plan is told. */
export interface LifeTask {
  readonly plan: string;
  readonly policy: string;
  readonly servicesPort: number;
  /** Where the ledger is: a file, or a Redis server. */
  readonly ledger: { readonly file: string } | { readonly redisPort: number };
  readonly ratePerSecond: number;
}

/** How such a process ends by itself. */
export const LIFE_ENDS = { complete: 0, open: 3, busy: 4 } as const;
