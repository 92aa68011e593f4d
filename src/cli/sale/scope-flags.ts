import type { Command } from 'commander';
import { SALE_SCOPE, stockKeyScope } from '../../stock/mode.js';
import { scopeMessage } from '../../stock/field-checks.js';
import { categoryScope, channelScope } from '../../pricing/order/scopes.js';
import { collected } from '../collected-option.js';
import { usage } from '../usage.js';

/** Flags that say what of a sale is meant. */
export interface ScopeFlags {
  readonly sku: readonly string[];
  readonly category: readonly string[];
  readonly channel: readonly string[];
}

/** Scopes one command may name: each is an effect of its own. */
const SCOPES_MAX = 50;

/** Adds the flags. */
export function withScopeFlags(command: Command): Command {
  return command
    .addOption(collected('--sku <key>', 'only this stock key, instead of the whole sale; may be repeated'))
    .addOption(
      collected(
        '--category <path>',
        'only orders of this category, as the checkout names it; may be repeated',
      ),
    )
    .addOption(collected('--channel <id>', 'only orders of this channel; may be repeated'));
}

/** Scopes that the flags name, each once; the whole sale without any. @throws GuardError `usage`. */
export function scopesOf({ sku, category, channel }: ScopeFlags): readonly string[] {
  const scopes = [
    ...new Set([...sku.map(stockKeyScope), ...category.map(categoryScope), ...channel.map(channelScope)]),
  ];
  for (const scope of scopes) {
    // As the store takes it: a stock key may be as long as any, whatever stands before it.
    const wrong = scope.endsWith(':') ? 'nothing is named' : scopeMessage(scope);
    if (wrong !== undefined) throw usage(`${JSON.stringify(scope.slice(0, 60))} is no scope: ${wrong}`);
  }
  if (scopes.length > SCOPES_MAX)
    throw usage(`${scopes.length} scopes at once; at most ${SCOPES_MAX}, or hold the whole sale`);
  return scopes.length === 0 ? [SALE_SCOPE] : scopes;
}
