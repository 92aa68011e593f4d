import type { ModeHold, SaleMode } from '../../../stock/mode.js';
import type { SetModeRequest } from '../../../stock/request.js';
import type { SetModeVerdict } from '../../../stock/verdict.js';
import { ofKind } from './expect.js';
import type { Shop } from './shop.js';

/** Operators of checks: one who stops, one who goes on, one who agrees. */
export const KIM = 'ops.kim';
export const LEE = 'ops.lee';
export const OH = 'ops.oh';

/** A change of mode by one person unless told. */
export async function changeMode(
  shop: Shop,
  mode: SaleMode,
  change: Partial<SetModeRequest> = {},
): Promise<SetModeVerdict> {
  return shop.store.setMode({ mode, actor: KIM, reason: 'a check of the contract', ...change });
}

/** A hold by one person, who takes nothing else for an answer. */
export async function holdScope(
  shop: Shop,
  mode: SaleMode,
  change: Partial<SetModeRequest> = {},
): Promise<void> {
  ofKind(await changeMode(shop, mode, change), 'changed');
}

/** Every hold of the sale, in order of scope and holder. */
export async function holdsOf(shop: Shop): Promise<readonly ModeHold[]> {
  return (await goingOn(shop)).holds;
}

/** What goes on in the sale. */
export async function goingOn(
  shop: Shop,
): Promise<Extract<Awaited<ReturnType<Shop['store']['activity']>>, { kind: 'found' }>['activity']> {
  return ofKind(await shop.store.activity(), 'found').activity;
}
