--! flags
-- apply: carries out a batch of operations on one sale, in the order given, each whole or not at all.
--
-- Everything is read, checked and decided in memory; then everything is written. An error therefore changes nothing.
--
-- KEYS      1 meta (hash)  2 stock (hash)  3 reservations (hash)  4 owners (hash)  5 due (list)  6 later (sorted set)
--           7 journal (stream)  8 counters (hash); all of one sale, one hash tag
-- ARGV      1 layout version   2 caller   3 token of this call (4 characters)
--           4 effects acknowledged to the caller   5 token of the last of them   6 generation   7 highest seq seen
--           8 server ms after which nothing may be done (0 = no limit)
--           then for each operation its letter and its arguments, see OPERATIONS and LETTERS below
-- RETURNS   { 0, server ms, generation, seq, effects of the caller, token of the last of them ('' = none), a reply for each
--           operation } or { status of the whole batch, server ms, detail }
--           a reply is a status, or status US details; reserve and supersede answer `reserved` as a bare expiry (epoch ms)
-- STATUSES  reserved replayed conflict extended committed already duplicate_payment expired released price_changed
--           use_restore unknown_id restored changed swept counted resolved mode epoch regressed unknown_sku unknown_sale
--           insufficient customer_limit loss_budget late owner_key version not_committed exceeds_committed extension_limit
--           extension_order not_owner previous approver memory too_many_restores too_many_scopes too_many_holds
--           allotment_full held review reserved_under payment_refused
-- ERRORS    SALEGUARD_CORRUPT <what>: what is stored was not written by this library. WRONGTYPE: neither.
--# include include/text.lua
--# include include/meta.lua
--# include include/clock.lua

-- What this call has done so far.
M.events, M.effects = {}, 0

-- Takes down one effect: it is journaled, and the sale's seq grows by one.
function M.effect(event)
  M.effects = M.effects + 1
  M.events[M.effects] = event
end

M.OPERATIONS = {}
--# include include/records.lua
--# include include/stock.lua
--# include include/owners.lua
--# include include/holding.lua
--# include include/due.lua
--# include include/orders.lua
--# include include/modes.lua
--# include include/epochs.lua
--# include include/totals.lua
--# include include/sequence.lua
--# include operations/reserve.lua
--# include operations/payment.lua
--# include operations/commit.lua
--# include operations/release.lua
--# include operations/expire.lua
--# include include/rights.lua
--# include include/write.lua

-- Making a function costs a call more than most of what it does, so what few calls need is made when one of them does. What the
-- others may call of it stands here as a word for itself.
function M.learn_to_stop()
--# include include/holds.lua
--# include include/trips.lua
end

function M.learn_to_count()
--# include include/rules.lua
--# include include/windows.lua
--# include include/watches.lua
--# include include/tops.lua
--# include include/counters.lua
--# include include/taking.lua
end

function M.learn_the_rest()
--# include operations/restore.lua
--# include operations/adjust.lua
--# include operations/set-mode.lua
--# include operations/set-epoch.lua
--# include operations/signal.lua
--# include operations/review.lua
end

function M.learn_of_late_payments()
--# include operations/late.lua
end

function M.trip(...)
  M.learn_to_stop()
  return M.trip(...)
end

function M.holds_on(scope)
  M.learn_to_stop()
  return M.holds_on(scope)
end

function M.refused_late(...)
  M.learn_of_late_payments()
  return M.refused_late(...)
end

function M.commit_late(...)
  M.learn_of_late_payments()
  return M.commit_late(...)
end

-- Letter of an operation: its name, how many arguments follow it, and whether the first is an id. Those of orders are as many as the
-- order needs (see orders.lua).
M.LETTERS = {
  r = { 'reserve' }, u = { 'supersede' }, R = { 'reserve' }, U = { 'supersede' }, p = { 'begin_payment', 2, true },
  t = { 'extend', 3, true }, c = { 'commit', 6, true }, x = { 'release', 1, true }, b = { 'restore', 4, true },
  a = { 'adjust', 3, true }, v = { 'resolve_review', 5, true }, e = { 'expire', 1 }, m = { 'set_mode', 9 },
  n = { 'set_epoch', 6 }, s = { 'signal', 3 },
}
-- What names neither an id nor an order to read beforehand.
M.WITHOUT_RECORD = { r = true, R = true, e = true, m = true, n = true, s = true }
M.FIRST_OPERATION = 9

function M.refuse_batch(status, detail)
  return { status, M.real_ms, detail or '' }
end

-- Where each operation stands in ARGV. One HMGET a hash for the whole batch reads what the operations will ask for, as far as it
-- can be known beforehand.
function M.read_operations()
  local starts, ids, owners, keys, count, at, last = {}, {}, {}, {}, 0, M.FIRST_OPERATION, #ARGV
  while at <= last do
    local name = ARGV[at]
    count = count + 1
    starts[count] = at
    local letter = M.LETTERS[name] or M.corrupt('arguments')
    if not letter[2] then
      at = M.want_order(at, ids, owners, keys)
    else
      if letter[3] then M.want_record(ids, ARGV[at + 1]) end
      at = at + letter[2] + 1
    end
  end
  if at ~= last + 1 then M.corrupt('arguments') end
  M.fetch_records(ids)
  for i = 1, count do M.want_known(starts[i], owners, keys) end
  M.fetch_stock(keys)
  M.fetch_usages(owners)
  return starts
end

-- Notes the owners and stock keys of a reservation that is there already.
function M.want_known(at, owners, keys)
  local name = ARGV[at]
  if M.WITHOUT_RECORD[name] then return end
  local is_takeover = name == 'u' or name == 'U'
  local record = M.reservation_of(ARGV[is_takeover and M.previous_at(at) or at + 1])
  if not record then return end
  M.want_stock(keys, M.content_of(record))
  if M.meta.has_limits then M.want_usages(owners, record) end
end

function M.carry_out(at)
  local letter = M.LETTERS[ARGV[at]]
  local call = M.OPERATIONS[letter[1]]
  if not call then
    M.learn_the_rest()
    call = M.OPERATIONS[letter[1]]
  end
  if not letter[2] then return call(at) end
  return call(unpack(ARGV, at + 1, at + letter[2]))
end

-- Stops the sale when acknowledged writes are missing.
function M.watch_sequence(caller)
  local echo = {
    count = M.integer(ARGV[4], 'arguments'), token = ARGV[5], generation = M.integer(ARGV[6], 'arguments'),
    seq = M.integer(ARGV[7], 'arguments'),
  }
  M.echo_generation = echo.generation
  if M.meta.regressed then return end
  local lost = M.lost_writes(caller, echo) or M.lost_keys()
  if not lost then return end
  M.meta.regressed = true
  M.effect('g' .. US .. lost .. US .. ARGV[2])
  M.trip('regressed', 'sale', 'freeze', 0, 0, 0)
end

-- A batch of refusals and signals has no effect: all it leaves behind are the numbers it counted.
function M.write_all(caller_field, caller)
  local has_moved = M.effects > 0 or M.due_dropped > 0 or #M.later_removed > 0
  if has_moved then
    M.check_stock()
    M.check_key_types()
  end
  M.counters_text = M.rules and M.counters_to_write() or M.NONE
  if has_moved or #M.counters_text > 0 then M.check_rights() end
  M.totals_to_write = M.totals_text()
  if M.effects > 0 then
    M.add_token(caller, ARGV[3])
    M.meta.seq = M.meta.seq + M.effects
    redis.call('XADD', KEYS[7], '*', 's', M.digits(M.meta.seq), 'e', concat(M.events, GS), 't', M.digits(M.real_ms))
    M.write_stock()
    M.write_records()
    M.write_usages()
  end
  M.write_counters()
  if has_moved then M.write_queues() end
  if M.effects > 0 then
    M.write_meta(caller_field, caller)
  else
    M.write_counts(has_moved)
  end
end

function M.run()
  local caller_field = 'caller:' .. ARGV[2]
  M.meta = M.read_meta(caller_field)
  if not M.meta then return M.refuse_batch(STATUS.unknown_sale) end
  if M.meta.version ~= ARGV[1] then return M.refuse_batch(STATUS.version, M.meta.version) end
  local not_after = M.integer(ARGV[8], 'arguments')
  if not_after > 0 and M.real_ms > not_after then return M.refuse_batch(STATUS.late) end
  M.meta.mode_before, M.meta.regressed_before, M.meta.generation_before = M.meta.mode, M.meta.regressed, M.meta.generation
  M.now = M.sale_clock()
  M.offset = M.epoch_offset()
  if M.meta.rules_text ~= '' then
    M.learn_to_count()
    M.read_rules()
  end
  local caller = M.read_caller(M.meta.extra)
  M.watch_sequence(caller)
  M.own_deadline = M.now + M.meta.ttl_ms
  M.own_deadline_text = M.digits(M.own_deadline)
  M.key_prefix = M.meta.key_id .. '.'
  local starts = M.read_operations()
  local replies = { 0, M.real_ms, 0, 0, 0, 0 }
  for i = 1, #starts do replies[6 + i] = M.carry_out(starts[i]) end
  M.write_all(caller_field, caller)
  replies[3], replies[4], replies[5], replies[6] = M.meta.generation, M.meta.seq, caller.count, M.last_token(caller)
  return replies
end

return M.run()
