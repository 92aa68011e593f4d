// A small Vendure shop: its data in memory (sql.js), its pages on the loopback address. Nothing here knows saleguard, but for the
// plugin that `main.ts` may hand in.
import { DefaultLogger, LogLevel, type VendureConfig } from '@vendure/core';
import { cardPayment } from './card-payment.js';
import { oneAtATime } from './one-at-a-time.js';

/** What differs from one start to the next. */
export interface ShopOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Password of the administrator `superadmin`. */
  readonly password: string;
  readonly plugins: NonNullable<VendureConfig['plugins']>;
}

/** The configuration of the shop. */
export function shopConfig({ port, password, plugins }: ShopOptions): VendureConfig {
  return {
    apiOptions: {
      hostname: '127.0.0.1',
      port,
      shopApiPath: 'shop-api',
      adminApiPath: 'admin-api',
      cors: false,
      middleware: [oneAtATime()],
    },
    authOptions: {
      tokenMethod: 'bearer',
      superadminCredentials: { identifier: 'superadmin', password },
      requireVerification: false,
    },
    dbConnectionOptions: { type: 'sqljs', synchronize: true, autoSave: false },
    // Authorises first and takes the money later, as most card payments do.
    paymentOptions: { paymentMethodHandlers: [cardPayment] },
    logger: new DefaultLogger({ level: LogLevel.Warn, timestamp: false }),
    plugins,
  };
}
