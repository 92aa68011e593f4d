-- Due: reservations by deadline. Those with the sale's own ttl stand in a list, which is ordered because the sale's clock never
-- goes back; all others (other ttl, paying, extended) in a sorted set, `later`. Entries are left behind when a reservation ends
-- or moves, and dropped when they are met.
M.due_pushed, M.later_added, M.later_removed = {}, {}, {}
M.due_position, M.due_loaded, M.due_dropped = 0, {}, 0
M.due_is_at_end = false

function M.queue(record, ttl_is_own)
  if ttl_is_own and record.deadline >= M.meta.tail_ms then
    M.meta.tail_ms = record.deadline
    M.due_pushed[#M.due_pushed + 1] = record.id
  else
    M.later_added[#M.later_added + 1] = M.digits(record.deadline)
    M.later_added[#M.later_added + 1] = record.id
  end
end

-- An entry of the list still counts while its reservation stands as it was made.
function M.is_listed(record)
  return record and record.state == 'r' and (record.is_plain or record.extension_count == 0)
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
  while looked < limit do
    local id = M.next_listed()
    if not id then break end
    local record = M.records[id]
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
  local ids = redis.call('ZRANGEBYSCORE', KEYS[6], '-inf', M.digits(M.now), 'LIMIT', 0, limit)
  M.load_records(ids)
  local expired = 0
  for i = 1, #ids do
    local record = M.records[ids[i]]
    local is_spared = record and record.state == 'p' and spares_paying
    if not is_spared then
      if record and M.is_due(record) then
        M.expire(record)
        expired = expired + 1
      end
      -- One that was extended in this very batch has its later deadline added after the removal.
      M.later_removed[#M.later_removed + 1] = ids[i]
    end
  end
  return #ids, expired
end

-- The deadline before which nothing can lapse, or nil when nothing is open. Looks at a bounded number of entries.
function M.next_deadline()
  local earliest
  local position = M.due_position
  for _ = 1, 16 do
    local id = M.next_listed()
    if not id then break end
    if M.is_listed(M.records[id]) then
      earliest = M.records[id].deadline
      break
    end
    earliest = nil
  end
  if not earliest and not M.due_is_at_end then earliest = M.now end
  M.due_position = position
  local entries = redis.call('ZRANGE', KEYS[6], 0, 15, 'WITHSCORES')
  local ids = {}
  for i = 1, #entries, 2 do ids[#ids + 1] = entries[i] end
  M.load_records(ids)
  for i = 1, #ids do
    local record = M.records[ids[i]]
    local is_last = i == #ids and #ids == 16
    if (record and M.is_open(record)) or is_last then
      local deadline = record and M.is_open(record) and record.deadline or tonumber(entries[2 * i])
      if not earliest or deadline < earliest then earliest = deadline end
      break
    end
  end
  return earliest
end
