import type { Mutant } from './mutant.js';

/** Faults thought up from the scripts alone, before the suite that kills them was read. */
export const SCRIPT_MUTANTS: readonly Mutant[] = [
  {
    name: 'budget kept by what lapsed',
    harm: 'expired orders go on eating the loss budget until the sale stops by itself',
    changes: [['M.spend(-content.markdown)\n  record.state = state', 'record.state = state']],
  },
  {
    name: 'limit kept by what was taken over',
    harm: 'a shopper who tries again is refused for units they no longer hold',
    changes: [
      [
        "M.give_back(previous, 'x')",
        "M.move(M.content_of(previous), -1, 0, 0)\n    M.spend(-previous.markdown)\n    previous.state = 'x'\n    M.record_changed(previous)",
      ],
    ],
  },
  {
    name: 'clock of the page runs while frozen',
    harm: 'the time left that a shopper is shown shrinks during a pause',
    changes: [
      ['if M.meta.frozen_scopes > 0 then shift = shift + max(0, M.real_ms - M.meta.frozen_at_ms) end', ''],
    ],
  },
  {
    name: 'pause forgotten at the thaw',
    harm: 'reservations lapse in the moment the sale goes on',
    changes: [['M.meta.paused_ms = M.meta.paused_ms + max(0, M.real_ms - M.meta.frozen_at_ms)', '']],
  },
  {
    name: 'everything restored twice',
    harm: 'two cancellations of one order give its units back twice',
    changes: [
      [
        'local left = content.quantities[i] - (units[content.keys[i]] or 0)',
        'local left = content.quantities[i]',
      ],
    ],
  },
  {
    name: 'payer swept by a stranger',
    harm: "another shopper's request takes the units of one who is paying",
    changes: [['M.sweep_later(64 - looked, true)', 'M.sweep_later(64 - looked, false)']],
  },
  {
    name: 'rescue ignores limits',
    harm: 'a late payment passes the customer limit and the loss budget',
    changes: [
      [
        'return M.refused_by_stock(content, nil, M.refused_to_rescue)\nend',
        'return M.unknown_keys(content) or (M.is_short(content, nil) and M.refused_shortage(content, nil) or nil)\nend',
      ],
    ],
  },
  {
    name: 'quarantine counted as stock',
    harm: 'damaged units that were set aside are sold again',
    changes: [
      [
        'if counters.allotment - counters.reserved - counters.committed - counters.quarantined < quantity then return nil end',
        'if counters.allotment - counters.reserved - counters.committed < quantity then return nil end',
      ],
    ],
  },
  {
    name: 'hashes not counted',
    harm: 'a reservations hash that was evicted goes unnoticed',
    changes: [
      [
        'local lost = M.lost_writes(caller, echo) or M.lost_keys()',
        'local lost = M.lost_writes(caller, echo)',
      ],
    ],
  },
  {
    name: 'an extended one blocks the queue',
    harm: 'nothing behind an extended reservation ever lapses',
    changes: [
      [
        "and (record.is_plain or (record.extension_count == 0 and record.mark ~= 'm'))",
        "and (record.is_plain or record.mark ~= 'm')",
      ],
    ],
  },
  {
    name: 'effects counted by the batch',
    harm: 'the sequence stands still over lost effects',
    changes: [['M.meta.seq = M.meta.seq + M.effects', 'M.meta.seq = M.meta.seq + 1']],
  },
  {
    name: 'payment page shortens the deadline',
    harm: 'a shopper who begins to pay early loses time they had',
    changes: [
      [
        "M.move_deadline(record, max(record.deadline, M.now + M.integer(ttl, 'ttl')))",
        "M.move_deadline(record, M.now + M.integer(ttl, 'ttl'))",
      ],
    ],
  },
  {
    name: 'only the first owner is limited',
    harm: 'a second device of the same customer buys the limit again',
    changes: [
      [
        'M.passes_limit(first_owner, last_owner, counters, quantity)',
        'M.passes_limit(first_owner, first_owner, counters, quantity)',
      ],
    ],
  },
  {
    name: 'a price that changed is sold',
    harm: 'an order is committed at another price than was reserved',
    changes: [
      [
        "if fingerprint ~= '' and content.fingerprint ~= '' and fingerprint ~= content.fingerprint then",
        'if false then',
      ],
    ],
  },
  {
    name: 'a refused late payment is forgotten',
    harm: 'goods are sold against a payment that the shop has given back',
    changes: [
      [
        "record.payment_ref = record.payment_ref == '' and payment_ref or record.payment_ref .. FS .. payment_ref\n",
        '',
      ],
    ],
  },
  {
    name: 'only the last refused payment is remembered',
    harm: 'the first of two payments that were given back buys the order after all',
    changes: [
      [
        "record.payment_ref = record.payment_ref == '' and payment_ref or record.payment_ref .. FS .. payment_ref\n",
        'record.payment_ref = payment_ref\n',
      ],
    ],
  },
  {
    name: 'restored units stay with their owners',
    harm: 'a customer whose order was cancelled may never buy again',
    changes: [
      ['for j = 1, #content.owners do M.add_usage(content.owners[j], keys[i], -quantities[i]) end', ''],
    ],
  },
];
