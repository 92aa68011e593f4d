// saleguard for Vendure 3.7. List it last in `plugins`: what another plugin could still refuse must be refused before units are set aside.
import type { OnApplicationShutdown } from '@nestjs/common';
import { VendurePlugin, type RuntimeVendureConfig, type Type } from '@vendure/core';
import { checkMoneyForm } from './money.js';
import type { SaleguardOptions } from './options.js';
import { PriceBookInterceptor } from './order-interceptor.js';
import { SaleguardOrderProcess } from './order-process.js';
import { guardedHandler } from './payment-handler.js';

@VendurePlugin({
  compatibility: '^3.7.0',
  configuration: (config) => SaleguardPlugin.configure(config),
})
export class SaleguardPlugin implements OnApplicationShutdown {
  private static options: SaleguardOptions | undefined;

  /** @throws RangeError when the money is not counted as the options say. */
  static init(options: SaleguardOptions): Type<SaleguardPlugin> {
    checkMoneyForm(options.money);
    this.options = options;
    return SaleguardPlugin;
  }

  /** @internal */
  static configure(config: RuntimeVendureConfig): RuntimeVendureConfig {
    const options = this.options;
    if (options === undefined)
      throw new Error('SaleguardPlugin: write SaleguardPlugin.init({ ... }) into `plugins`');
    const stated = options.money.vendurePrecision;
    const { precision = 2 } = config.entityOptions.moneyStrategy;
    if (precision !== stated)
      throw new RangeError(
        `SaleguardPlugin is told ${stated} decimals, the MoneyStrategy of the shop has ${precision}`,
      );
    config.customFields.Order.push(
      { name: 'saleguardId', type: 'string', internal: true, nullable: true },
      { name: 'saleguardDigest', type: 'string', internal: true, nullable: true },
    );
    config.orderOptions.process.push(new SaleguardOrderProcess(options));
    config.orderOptions.orderInterceptors.push(new PriceBookInterceptor(options));
    config.paymentOptions.paymentMethodHandlers = config.paymentOptions.paymentMethodHandlers.map((handler) =>
      guardedHandler(handler, options),
    );
    return config;
  }

  /** Vendure ends the process by itself when its shutdown hooks are done: a signal handler of the shop would come too late. */
  async onApplicationShutdown(): Promise<void> {
    await SaleguardPlugin.options?.onShutdown();
  }
}
