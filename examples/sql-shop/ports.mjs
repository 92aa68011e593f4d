// The ports of the shop, as `saleguard apply plan.jsonl --ports examples/sql-shop/ports.mjs` wants them. SHOP_DB names the database.
import { ordersPort, stockPort } from './goods.mjs';
import { paymentsPort } from './payments.mjs';
import { pointsPort } from './points.mjs';
import { couponsPort, noticesPort } from './promises.mjs';
import { openSql } from './sql.mjs';

export default function createPorts(env) {
  if (env.SHOP_DB === undefined || env.SHOP_DB === '') throw new Error('set SHOP_DB in the environment');
  return portsOf(openSql(env.SHOP_DB));
}

export function portsOf(sql) {
  return {
    orders: ordersPort(sql),
    payments: paymentsPort(sql),
    points: pointsPort(sql),
    stock: stockPort(sql),
    coupons: couponsPort(sql),
    notices: noticesPort(sql),
  };
}
