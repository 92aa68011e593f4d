import type { Mutant } from './mutant.js';
import { withoutLineSum } from './no-line-sum.js';

/** The faults a stock of this kind is known to have had, each put into the real scripts. */
export const DESIGN_MUTANTS: readonly Mutant[] = [
  {
    name: 'no idempotency',
    harm: 'a retry reserves a second time',
    changes: [
      [
        'if M.texts[ARGV[at + 1]] then return M.replay_of(M.record_of(ARGV[at + 1]), M.order_at(at)) end',
        'if M.texts[ARGV[at + 1]] then M.new_records = M.new_records - 1 end',
      ],
    ],
  },
  {
    name: 'no line sum',
    harm: 'the same stock key on two lines passes every check by halves',
    changes: [],
    wrap: withoutLineSum,
  },
  {
    name: 'off by one',
    harm: 'one unit more than the allotment is sold',
    changes: [
      [
        'if counters.allotment - counters.reserved - counters.committed - counters.quarantined < quantity then return nil end',
        'if counters.allotment - counters.reserved - counters.committed - counters.quarantined < quantity - 1 then return nil end',
      ],
    ],
  },
  {
    name: 'partial reserve',
    harm: 'an order with one short line gets the others',
    changes: [
      [
        'if counters.allotment - counters.reserved - counters.committed - counters.quarantined < quantity then return nil end',
        '',
      ],
      [
        'counters.reserved = counters.reserved + quantity\n',
        'counters.reserved = counters.reserved + math.min(quantity, M.available(counters))\n',
      ],
    ],
  },
  {
    name: 'double commit',
    harm: 'a commit sent twice sells the units twice',
    changes: [
      [
        'if record.payment_ref == payment_ref then return STATUS.already end',
        'if record.payment_ref == payment_ref then M.move(M.content_of(record), -1, 1, 0) return M.sell(record, payment_ref, false) end',
      ],
    ],
  },
  {
    name: 'commit after expiry',
    harm: 'a lapsed reservation is sold though its units are free for others',
    changes: [['if M.is_due(record) then M.expire(record) end', '']],
  },
  {
    name: 'release keeps due',
    harm: 'the sweeper gives the units of a released reservation back again',
    changes: [
      [
        "return record and (record.state == 'r' or record.state == 'v')",
        "return record and (record.state == 'r' or record.state == 'v' or record.state == 'x')",
      ],
    ],
  },
  {
    name: 'sweep without removal',
    harm: 'every sweep gives the same units back',
    changes: [
      [
        'M.expire(record)\n      expired = expired + 1\n    end\n    looked = looked + 1\n    M.due_dropped = M.due_dropped + 1',
        "M.expire(record)\n      record.state = 'r'\n      expired = expired + 1\n    end\n    looked = looked + 1",
      ],
    ],
  },
  {
    name: 'sweep that keeps its queue',
    harm: 'the sweeper looks at the same entries for ever and never reaches the next',
    changes: [["if M.due_dropped > 0 then redis.call('LPOP', KEYS[5], M.due_dropped) end", '']],
  },
  {
    name: 'no mode check in reserve',
    harm: 'a stopped sale goes on selling',
    changes: [
      [
        'local refusal = M.refused_to_begin(content)\n  if refusal then return refusal end\n  if content.epoch',
        'if content.epoch',
      ],
    ],
  },
  {
    name: 'no mode check in commit',
    harm: 'orders at a wrong price are still bought after the stop',
    changes: [
      ['if not M.may_go_on(mode, record) then return M.refused_mode(mode, scope) end\n  M.move(', 'M.move('],
    ],
  },
  {
    name: 'no sequence check',
    harm: 'a store that lost acknowledged orders sells their units again',
    changes: [['local lost = M.lost_writes(caller, echo) or M.lost_keys()', 'local lost = nil']],
  },
];
