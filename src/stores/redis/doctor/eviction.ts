import { integerField } from './fields.js';
import { infoOf, integerSetting, type NodeFacts, settingOf, whyUnknown } from './node-facts.js';
import type { Notes } from './notes.js';
import { shown } from './shown.js';

/** Above this share of maxmemory, in percent, a sale may run into OOM before it ends. */
const FULL_PERCENT = 80;

const FIX_POLICY = 'CONFIG SET maxmemory-policy noeviction, and in redis.conf: maxmemory-policy noeviction';

/** Whether the server may throw counters away, and how much room there is. */
export function checkEviction(facts: NodeFacts, notes: Notes): void {
  const info = infoOf(facts);
  const policy = settingOf(facts, 'maxmemory-policy') ?? info.get('maxmemory_policy');
  const maxmemory = integerSetting(facts, 'maxmemory') ?? integerField(info, 'maxmemory');
  if (policy === undefined || maxmemory === undefined) {
    return notes.unknown({
      what: 'maxmemory-policy',
      why: whyUnknown(facts, 'maxmemory-policy'),
      how: 'CONFIG GET maxmemory* or INFO memory as an administrator; it must say noeviction',
    });
  }
  notes.checked('maxmemory-policy');
  if (policy !== 'noeviction') evicting(policy, maxmemory, notes);
  if (maxmemory === 0) unbounded(notes);
  const used = integerField(info, 'used_memory');
  if (maxmemory > 0 && used !== undefined) checkRoom(used, maxmemory, notes);
}

function evicting(policy: string, maxmemory: number, notes: Notes): void {
  const found = `maxmemory-policy ${shown(policy)}, maxmemory ${maxmemory}`;
  if (maxmemory === 0) {
    return notes.find('eviction-dormant', 'warn', {
      found,
      why: 'Nothing is evicted while maxmemory is 0; the day someone sets it, counters are.',
      fix: FIX_POLICY,
    });
  }
  if (policy.startsWith('volatile-')) {
    return notes.find('eviction-volatile', 'warn', {
      found,
      why: 'Keys of a sale have no TTL and are not taken. What else lives there decides how soon reserving is refused with OOM.',
      fix: FIX_POLICY,
    });
  }
  notes.find('eviction-takes-counters', 'block', {
    found,
    why: 'A full server throws counters away in the middle of a sale: measured, allkeys-lru evicted 173 of 200. The sale stops.',
    fix: FIX_POLICY,
  });
}

function unbounded(notes: Notes): void {
  notes.find('memory-unbounded', 'info', {
    found: 'maxmemory 0',
    why: 'The memory of the host is the limit: the system ends the server there, instead of a clean refusal (OOM).',
    fix: 'CONFIG SET maxmemory <bytes>, and in redis.conf: maxmemory <bytes>; about 75 % of the memory of the host',
  });
}

function checkRoom(used: number, maxmemory: number, notes: Notes): void {
  notes.checked('used_memory');
  if (used * 100 < maxmemory * FULL_PERCENT) return;
  notes.find('memory-nearly-full', 'warn', {
    found: `used_memory ${used} of maxmemory ${maxmemory}`,
    why: 'When memory is full, reserving is refused (OOM) and the sale stands still; only releasing still works.',
    fix: 'CONFIG SET maxmemory <more bytes>, or remove what does not belong there',
  });
}
