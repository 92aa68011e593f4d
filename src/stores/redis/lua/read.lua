--! flags no-writes,allow-oom
-- read: the state of a sale at one moment. Changes nothing.
--
-- KEYS      as apply
-- ARGV      1 layout version   2 status | counters | availability | activity | journal | reservations
--           status: 3 id;   counters, availability: stock keys, none = all;   journal: 3 last id read ('' = none), 4 entries at most
--           reservations: 3 cursor, 4 about how many
-- RETURNS   { 0, server ms, ms to add to a deadline, ... }:
--           status: record or ''
--           counters: mode, modes, regressed, epoch, generation, seq, ttlMs, lossBudgetMinor, lossSpentMinor, end of the overlap
--           (epoch ms) or '', epoch of the overlap, then stock key and counters by turns ('' for a stock key that is not on sale)
--           availability: deadline before which nothing lapses or '', then stock key and counters by turns
--           activity: mode, seq, lossBudgetMinor, lossSpentMinor, uncounted scopes; holds, trips, totals, trip rules as stored
--           journal: 1 when there are more or 0, then stream id, seq, epoch ms and events of each entry
--           reservations: next cursor ('' = none), then id and record by turns
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

-- End and epoch of the overlap while it lasts, else nothing.
function M.overlap_shown()
  local meta = M.meta
  if not meta.overlap_till_ms or M.now >= meta.overlap_till_ms then return '', '' end
  return M.digits(meta.overlap_till_ms + M.offset), meta.overlap_epoch
end

function M.add_sale(reply)
  local meta = M.meta
  reply[4] = concat({ meta.mode, meta.modes_text, meta.regressed and '1' or '0', meta.epoch, M.digits(meta.generation),
    M.digits(meta.seq), M.digits(meta.ttl_ms), meta.budget and M.digits(meta.budget) or '', M.digits(meta.spent),
    M.overlap_shown() }, US)
  M.add_counters(reply)
end

function M.add_availability(reply)
  local deadline = M.next_deadline()
  reply[4] = deadline and M.digits(deadline + M.offset) or ''
  M.add_counters(reply)
end

function M.add_activity(reply)
  local meta = M.meta
  local stored = redis.call('HMGET', KEYS[1], 'holds', 'trips')
  reply[4] = concat({ meta.mode, M.digits(meta.seq), meta.budget and M.digits(meta.budget) or '', M.digits(meta.spent),
    M.digits(meta.uncounted) }, US)
  reply[5], reply[6] = M.text_field(stored[1], 'meta holds'), M.text_field(stored[2], 'meta trips')
  reply[7], reply[8] = meta.totals_text, meta.rules_text
end

-- One entry more than was asked for tells whether there are others.
function M.add_journal(reply)
  local limit = M.integer(ARGV[4], 'arguments')
  local from = ARGV[3] == '' and '-' or '(' .. ARGV[3]
  local entries = redis.call('XRANGE', KEYS[7], from, '+', 'COUNT', limit + 1)
  -- A sale begins with an entry.
  if #entries == 0 and redis.call('XLEN', KEYS[7]) == 0 then M.corrupt('the journal is gone') end
  reply[4] = #entries > limit and '1' or '0'
  for i = 1, math.min(#entries, limit) do
    local fields = entries[i][2]
    if fields[1] ~= 's' or fields[3] ~= 'e' or fields[5] ~= 't' then M.corrupt('journal ' .. entries[i][1]) end
    reply[#reply + 1] = entries[i][1]
    reply[#reply + 1] = fields[2]
    reply[#reply + 1] = fields[6]
    reply[#reply + 1] = fields[4]
  end
end

function M.add_reservations(reply)
  local page = redis.call('HSCAN', KEYS[3], ARGV[3], 'COUNT', ARGV[4])
  reply[4] = page[1] == '0' and '' or page[1]
  for i = 1, #page[2] do reply[#reply + 1] = page[2][i] end
end

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

-- Some reservations, as they are stored; the client asks for a few dozen at most.
function M.add_records(reply)
  local values = redis.call('HMGET', KEYS[3], unpack(ARGV, 3))
  for i = 1, #values do reply[3 + i] = values[i] or '' end
end

M.READS = {
  status = M.add_records,
  counters = M.add_sale,
  availability = M.add_availability,
  activity = M.add_activity,
  journal = M.add_journal,
  reservations = M.add_reservations,
}

function M.run()
  M.meta = M.read_meta('version')
  if not M.meta then return { STATUS.unknown_sale, M.real_ms, '' } end
  if M.meta.version ~= ARGV[1] then return { STATUS.version, M.real_ms, M.meta.version } end
  M.now, M.offset = M.sale_clock(), M.epoch_offset()
  local reply = { 0, M.real_ms, M.offset }
  local read = M.READS[ARGV[2]] or M.corrupt('arguments')
  read(reply)
  return reply
end

return M.run()
