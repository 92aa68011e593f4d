-- All writes of a script, after every read and every check: a Lua script is atomic but nothing is rolled back, so an error
-- after the first write would leave half an effect. The key types were checked before.
M.CHUNK = 4000

function M.write_chunked(command, key, values)
  for from = 1, #values, M.CHUNK do
    redis.call(command, key, unpack(values, from, math.min(from + M.CHUNK - 1, #values)))
  end
end

-- Raises WRONGTYPE for a key that is not what it should be. The hashes were read already.
function M.check_key_types()
  redis.call('LLEN', KEYS[5])
  redis.call('ZCARD', KEYS[6])
  redis.call('XLEN', KEYS[7])
end

function M.write_stock()
  local values = {}
  for i = 1, #M.changed_stock do
    values[2 * i - 1], values[2 * i] = M.changed_stock[i].key, M.encode_counters(M.changed_stock[i])
  end
  M.write_chunked('HSET', KEYS[2], values)
end

function M.write_records()
  local values = {}
  for i = 1, #M.changed_records do
    local record = M.changed_records[i]
    values[2 * i - 1], values[2 * i] = record.id, record.encoded or M.encode_record(record)
  end
  M.write_chunked('HSET', KEYS[3], values)
  M.meta.records = M.meta.records + M.new_records
end

function M.write_usages()
  local values, removed, count = {}, {}, 0
  for i = 1, #M.changed_usages do
    local usage = M.changed_usages[i]
    if usage.text ~= '' then
      values[count + 1], values[count + 2] = usage.owner, usage.text
      count = count + 2
      if not usage.was_stored then M.meta.owners = M.meta.owners + 1 end
    elseif usage.was_stored then
      removed[#removed + 1] = usage.owner
      M.meta.owners = M.meta.owners - 1
    end
  end
  M.write_chunked('HSET', KEYS[4], values)
  M.write_chunked('HDEL', KEYS[4], removed)
end

function M.write_queues()
  if M.due_dropped > 0 then redis.call('LPOP', KEYS[5], M.due_dropped) end
  M.write_chunked('RPUSH', KEYS[5], M.due_pushed)
  M.write_chunked('ZREM', KEYS[6], M.later_removed)
  M.write_chunked('ZADD', KEYS[6], M.later_added)
end

function M.write_meta(caller_field, caller)
  local values = {
    'seq', M.digits(M.meta.seq), 'floorMs', M.digits(M.now), 'lossSpentMinor', M.digits(M.meta.spent), 'tailMs', M.digits(M.meta.tail_ms),
    'records', M.digits(M.meta.records), 'owners', M.digits(M.meta.owners), caller_field, M.digits(caller.count) .. ' ' .. caller.ring,
  }
  local count = #values
  local function put(field, value)
    values[count + 1], values[count + 2] = field, value
    count = count + 2
  end
  if M.meta.mode ~= M.meta.mode_before then put('mode', M.meta.mode) end
  if M.meta.modes_changed then put('modes', M.encode_modes()) end
  if M.meta.regressed ~= M.meta.regressed_before then put('regressed', M.meta.regressed and '1' or '0') end
  if M.meta.generation ~= M.meta.generation_before then put('generation', M.digits(M.meta.generation)) end
  if M.meta.clock_changed then
    put('pausedMs', M.digits(M.meta.paused_ms))
    put('frozenScopes', M.digits(M.meta.frozen_scopes))
    put('frozenAtMs', M.digits(M.meta.frozen_at_ms))
  end
  redis.call('HSET', KEYS[1], unpack(values))
end
