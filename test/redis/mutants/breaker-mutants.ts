import type { Mutant } from './mutant.js';

/** Faults of what stops a sale by itself, of holds, reviews and price books. */
export const BREAKER_MUTANTS: readonly Mutant[] = [
  {
    name: 'no trip check',
    harm: 'no rule ever stops anything',
    changes: [['if measured and M.trip(rule.id', 'if false and M.trip(rule.id']],
  },
  {
    name: 'window never slides',
    harm: 'what was counted an hour ago stops the sale now',
    changes: [
      [
        'local sum = i + shift <= M.BUCKETS and numbers[from + i + shift] or 0',
        'local sum = numbers[from + i] or 0',
      ],
    ],
  },
  {
    name: 'trip does not set the mode',
    harm: 'a trip is told to everybody and stops nobody',
    changes: [['M.put_hold({ scope = scope, holder = holder }, mode, holder, nil)', '']],
  },
  {
    name: 'safe orders are never used up',
    harm: 'a rule is looked at once, and then no more while its window stands',
    changes: [['watch.safe = watch.safe - 1', '']],
  },
  {
    name: 'counted but never added',
    harm: 'what was only taken down is forgotten when the sums are read',
    changes: [['M.decode_sums(rule, text, M.added_to(rule, watch))', 'M.decode_sums(rule, text, 0, 0)']],
  },
  {
    name: 'sales counted but never added',
    harm: 'what was bought is no part of the whole, and a rule of those who walk away trips for nothing',
    changes: [
      [' + sold * rule.sold_part,\n    plain', ',\n    plain'],
      [' + sold * rule.sold_whole', ''],
    ],
  },
  {
    name: 'safe units are never used up',
    harm: 'ten buyers take everything while the rule is not asked again',
    changes: [['top.total + units, top.safe - units', 'top.total + units, top.safe']],
  },
  {
    name: 'written down and forgotten',
    harm: 'who has most is known of the last few orders alone',
    changes: [['for _ = 1, top.written do', 'for _ = 1, 0 do']],
  },
  {
    name: 'probe unlimited',
    harm: 'a probe lets everybody through',
    changes: [['for j = 1, #holds do holds[j].left = holds[j].left - 1 end', '']],
  },
  {
    name: 'review commits',
    harm: 'an order that waits for a person is bought before anybody looked',
    changes: [
      [
        "if record.state == 'v' then return STATUS.review end\n  local refusal = M.refused_by_epoch",
        'local refusal = M.refused_by_epoch',
      ],
    ],
  },
  {
    name: 'a rejected order stays reserved',
    harm: 'the units of an order nobody wants are lost to everybody',
    changes: [
      [
        "if decision == 'j' then\n    M.give_back(record, 'x')",
        "if decision == 'j' then\n    record.state = 'x'\n    M.record_changed(record)",
      ],
    ],
  },
  {
    name: 'lift without approver',
    harm: 'who stopped the sale opens it again alone',
    changes: [
      [
        "if approver == '' or approver == actor or hold and approver == hold.holder then return STATUS.approver end",
        '',
      ],
    ],
  },
  {
    name: 'approved by the holder',
    harm: 'who caused the stop approves its end',
    changes: [['or hold and approver == hold.holder then', 'then']],
  },
  {
    name: 'lift of a newer hold',
    harm: 'a signature for one hold lifts the next one',
    changes: [
      ["if hold_seq ~= '' and (not hold or hold.seq ~= hold_seq) then return M.refused_held(holds) end", ''],
    ],
  },
  {
    name: 'overlap never ends',
    harm: 'orders at the old prices are taken for ever',
    changes: [
      ['M.now < meta.overlap_till_ms and epoch == meta.overlap_epoch', 'epoch == meta.overlap_epoch'],
    ],
  },
  {
    name: 'commit under any price book',
    harm: 'an order is bought at the prices of a book nobody compared it with',
    changes: [
      [
        "if content.epoch ~= '' and content.epoch ~= epoch and content.epoch ~= reserved_under then",
        'if false then',
      ],
    ],
  },
  {
    name: 'signal counts twice',
    harm: 'half as many bad prices as told stop the sale',
    changes: [["M.count('j' .. marks)", "M.count('j' .. marks)\n  M.count('j' .. marks)"]],
  },
  {
    name: 'knocking at a stopped door',
    harm: 'the crowd before one stopped stock key stops the whole sale',
    changes: [['if not M.rules or M.is_any_stopped(scopes) then', 'if not M.rules then']],
  },
  {
    name: 'counters unbounded',
    harm: 'made-up scopes fill the memory of the server',
    changes: [['if M.meta.counters >= M.COUNTERS_MAX then', 'if false then']],
  },
];
