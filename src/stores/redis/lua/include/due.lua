-- Due: reservations by deadline. Those with the sale's own ttl stand in a list, which is ordered because the sale's clock never
-- goes back; all others (other ttl, paying, extended) in a sorted set, `later`. Entries are left behind when a reservation ends
-- or moves, and dropped when they are met.
M.due_pushed, M.later_added, M.later_removed, M.is_removed = {}, {}, {}, {}
-- Lines times owners that one script call moves before a sweep leaves the rest to the next: about 5 ms of the server.
M.WORK_MAX = 4000
M.due_position, M.due_loaded, M.due_dropped = 0, {}, 0
M.due_is_at_end = false

function M.queue(id, deadline, ttl_is_own)
  if ttl_is_own and deadline >= M.meta.tail_ms then
    M.meta.tail_ms = deadline
    M.due_pushed[#M.due_pushed + 1] = id
  else
    M.later_added[#M.later_added + 1] = M.digits(deadline)
    M.later_added[#M.later_added + 1] = id
  end
end

-- An entry of the list still counts while its reservation stands as it was made.
function M.is_listed(record)
  return record and (record.state == 'r' or record.state == 'v')
    and (record.is_plain or (record.extension_count == 0 and record.mark ~= 'm'))
end

-- A reservation of a queue, read whole: nil when it is not there, false when it cannot be read. One bad record must not keep
-- every other reservation of the sale from lapsing, so the sweeps step over it and say so in the journal.
function M.whole_record(id)
  local record = M.reservation_of(id)
  if not record then return nil end
  local keys = M.content_of(record).keys
  for i = 1, #keys do M.held_counters(keys[i]) end
  return record
end

function M.queued_record(id)
  local is_readable, record = pcall(M.whole_record, id)
  return is_readable and record
end

function M.step_over(id)
  M.effect('k' .. US .. id)
end

-- The next entry of the list, or nil at its end.
function M.next_listed()
  M.due_position = M.due_position + 1
  if M.due_position > #M.due_loaded then
    if M.due_is_at_end then return nil end
    local ids = redis.call('LRANGE', KEYS[5], #M.due_loaded, #M.due_loaded + 31)
    M.due_is_at_end = #ids < 32
    M.load_records(ids)
    for i = 1, #ids do M.due_loaded[#M.due_loaded + 1] = ids[i] end
    if M.due_position > #M.due_loaded then return nil end
  end
  return M.due_loaded[M.due_position]
end

-- Expires due reservations from the head of the list, at most `limit` looked at. Returns looked at, expired.
function M.sweep_list(limit)
  local looked, expired = 0, 0
  while looked < limit and M.work < M.WORK_MAX do
    local id = M.next_listed()
    if not id then break end
    local record = M.queued_record(id)
    if record == false then M.step_over(id) end
    if M.is_listed(record) then
      if record.deadline > M.now then
        M.due_position = M.due_position - 1
        break
      end
      M.expire(record)
      expired = expired + 1
    end
    looked = looked + 1
    M.due_dropped = M.due_dropped + 1
  end
  return looked, expired
end

-- The same for the sorted set. A paying reservation is expired only by the sweeper, never by another shopper's request.
function M.sweep_later(limit, spares_paying)
  if limit <= 0 then return 0, 0 end
  -- Those that this batch has taken out already are still there until it writes.
  local past = #M.later_removed
  local ids = redis.call('ZRANGEBYSCORE', KEYS[6], '-inf', M.digits(M.now), 'LIMIT', 0, limit + past)
  M.load_records(ids)
  local looked, expired = 0, 0
  for i = 1, #ids do
    if not M.is_removed[ids[i]] then
      if looked >= limit or M.work >= M.WORK_MAX then break end
      looked = looked + 1
      expired = expired + M.sweep_entry(ids[i], spares_paying)
    end
  end
  return looked, expired
end

-- Answers how many it expired. One that was extended in this very batch has its later deadline added after the removal.
function M.sweep_entry(id, spares_paying)
  local record = M.queued_record(id)
  if record and record.state == 'p' and spares_paying then return 0 end
  if record == false then M.step_over(id) end
  M.later_removed[#M.later_removed + 1] = id
  M.is_removed[id] = true
  if not record or not M.is_due(record) then return 0 end
  M.expire(record)
  return 1
end

-- The earlier of two deadlines, of which the first may be none.
function M.earlier(a, b)
  return a and a < b and a or b
end

-- The first deadline of the list that still counts, of at most 32 entries; the present when none of them does and there are more.
function M.next_in_list()
  local position, earliest = M.due_position, nil
  for _ = 1, 32 do
    local id = M.next_listed()
    if not id then break end
    local record = M.queued_record(id)
    if M.is_listed(record) then
      earliest = record.deadline
      break
    end
  end
  local has_more = not M.due_is_at_end or M.due_position < #M.due_loaded
  M.due_position = position
  return earliest or has_more and M.now or nil
end

-- The same for the sorted set, of at most 16.
function M.next_in_later()
  local entries, ids = redis.call('ZRANGE', KEYS[6], 0, 15, 'WITHSCORES'), {}
  for i = 1, #entries, 2 do ids[#ids + 1] = entries[i] end
  M.load_records(ids)
  for i = 1, #ids do
    local record = M.queued_record(ids[i])
    -- Its place and not its deadline, which this very batch may have moved on: the next entry could lapse before.
    if record and M.is_open(record) then return tonumber(entries[2 * i]) end
  end
  return #ids == 16 and tonumber(entries[32]) or nil
end

-- And for what this very batch has queued.
function M.next_queued()
  local earliest
  for i = 1, math.min(#M.due_pushed, 16) do
    local record = M.record_of(M.due_pushed[i])
    if M.is_listed(record) then earliest = M.earlier(earliest, record.deadline) end
  end
  for i = 1, math.min(#M.later_added, 32), 2 do
    if M.is_open(M.record_of(M.later_added[i + 1])) then earliest = M.earlier(earliest, tonumber(M.later_added[i])) end
  end
  local is_cut = #M.due_pushed > 16 or #M.later_added > 32
  return earliest or is_cut and M.now or nil
end

-- A deadline before which nothing can lapse, or nil when nothing is open.
function M.next_deadline()
  local earliest
  for _, deadline in pairs({ M.next_in_list() or false, M.next_in_later() or false, M.next_queued() or false }) do
    if deadline then earliest = M.earlier(earliest, deadline) end
  end
  return earliest
end
