--! flags no-writes,allow-oom
-- read: the state of a sale at one moment, for status, snapshot and availability. Changes nothing.
--
-- KEYS      as apply
-- ARGV      1 layout version   2 status | counters | availability
--           status: 3 id;   counters, availability: stock keys, none = all
-- RETURNS   { 0, server ms, ms to add to a deadline, ... }:
--           status: record or ''
--           counters: mode, modes, regressed, epoch, generation, seq, ttlMs, lossBudgetMinor, lossSpentMinor, then stock key and
--           counters by turns ('' for a stock key that is not on sale)
--           availability: deadline before which nothing lapses or '', then stock key and counters by turns
--           or { status, server ms, detail }
-- STATUSES  unknown_sale version
-- ERRORS    SALEGUARD_CORRUPT <what>, WRONGTYPE
--# include include/text.lua
--# include include/meta.lua
--# include include/clock.lua

function M.effect() M.corrupt('a read had an effect') end
--# include include/records.lua
--# include include/stock.lua
--# include include/owners.lua
--# include include/holding.lua
--# include include/due.lua

function M.add_counters(reply)
  if #ARGV == 2 then
    local all = redis.call('HGETALL', KEYS[2])
    for i = 1, #all do reply[#reply + 1] = all[i] end
    return
  end
  for from = 3, #ARGV, 4000 do
    local to = math.min(from + 3999, #ARGV)
    local values = redis.call('HMGET', KEYS[2], unpack(ARGV, from, to))
    for i = from, to do
      reply[#reply + 1] = ARGV[i]
      reply[#reply + 1] = values[i - from + 1] or ''
    end
  end
end

function M.run()
  M.meta = M.read_meta('version')
  if not M.meta then return { STATUS.unknown_sale, M.real_ms, '' } end
  if M.meta.version ~= ARGV[1] then return { STATUS.version, M.real_ms, M.meta.version } end
  M.now, M.offset = M.sale_clock(), M.epoch_offset()
  local reply = { 0, M.real_ms, M.offset }
  if ARGV[2] == 'status' then
    reply[4] = redis.call('HGET', KEYS[3], ARGV[3]) or ''
    return reply
  end
  if ARGV[2] == 'availability' then
    local deadline = M.next_deadline()
    reply[4] = deadline and M.digits(deadline + M.offset) or ''
  else
    reply[4] = concat({ M.meta.mode, M.meta.modes_text, M.meta.regressed and '1' or '0', M.meta.epoch, M.digits(M.meta.generation),
      M.digits(M.meta.seq), M.digits(M.meta.ttl_ms), M.meta.budget and M.digits(M.meta.budget) or '', M.digits(M.meta.spent) }, US)
  end
  M.add_counters(reply)
  return reply
end

return M.run()
