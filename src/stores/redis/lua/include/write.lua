-- All writes of a script, after every read and every check: a Lua script is atomic but nothing is rolled back, so an error
-- after the first write would leave half an effect. The key types were checked before.
M.CHUNK = 4000

-- Returns the sum of what the commands returned.
function M.write_chunked(command, key, values)
  local sum = 0
  for from = 1, #values, M.CHUNK do
    sum = sum + redis.call(command, key, unpack(values, from, math.min(from + M.CHUNK - 1, #values)))
  end
  return sum
end

-- Raises WRONGTYPE for a key that is not what it should be. The hashes were read already.
function M.check_key_types()
  if not M.due_length then M.read_lengths() end
end

function M.write_stock()
  local values = {}
  for i = 1, #M.changed_stock do
    values[2 * i - 1], values[2 * i] = M.changed_stock[i].key, M.encode_counters(M.changed_stock[i])
  end
  M.write_chunked('HSET', KEYS[2], values)
end

-- What was added first, then what was changed: of two values of one field the later one stands.
function M.write_records()
  local values, count = M.added_records, #M.added_records
  for i = 1, #M.changed_records do
    local record = M.changed_records[i]
    values[count + 1], values[count + 2] = record.id, M.encode_record(record)
    count = count + 2
  end
  M.write_chunked('HSET', KEYS[3], values)
  M.meta.records = M.meta.records + M.new_records
end

function M.write_usages()
  local values, removed, count = {}, {}, 0
  for i = 1, #M.changed_owners do
    local owner = M.changed_owners[i]
    local text, stored = M.usages[owner], M.stored_usages[owner]
    if text ~= (stored or '') then
      if text ~= '' then
        values[count + 1], values[count + 2] = owner, text
        count = count + 2
        if not stored then M.meta.owners = M.meta.owners + 1 end
        M.stored_usages[owner] = text
      else
        removed[#removed + 1] = owner
        M.meta.owners = M.meta.owners - 1
        M.stored_usages[owner] = nil
      end
    end
  end
  M.write_chunked('HSET', KEYS[4], values)
  M.write_chunked('HDEL', KEYS[4], removed)
end

function M.write_queues()
  if M.due_dropped > 0 then redis.call('LPOP', KEYS[5], M.due_dropped) end
  M.write_chunked('RPUSH', KEYS[5], M.due_pushed)
  M.due_length = M.due_length - M.due_dropped + #M.due_pushed
  M.later_length = M.later_length - M.write_chunked('ZREM', KEYS[6], M.later_removed)
  M.later_length = M.later_length + M.write_chunked('ZADD', KEYS[6], M.later_added)
end

function M.write_counters()
  M.write_chunked('HSET', KEYS[8], M.counters_text)
end

-- What a batch without an effect leaves in meta.
function M.write_counts(has_moved)
  local values = {}
  local function put(field, value)
    values[#values + 1] = field
    values[#values + 1] = value
  end
  if M.totals_to_write then put('totals', M.totals_to_write) end
  if M.floor_moves then put('floorMs', M.digits(M.now)) end
  if M.meta.counters_changed then
    put('counters', M.digits(M.meta.counters))
    put('counterFields', M.digits(M.meta.counter_fields))
    put('uncountedScopes', M.digits(M.meta.uncounted))
  end
  if has_moved then
    put('dueLength', M.digits(M.due_length))
    put('laterLength', M.digits(M.later_length))
  end
  if #values > 0 then redis.call('HSET', KEYS[1], unpack(values)) end
end

function M.write_meta(caller_field, caller)
  local values = {
    'seq', M.digits(M.meta.seq), 'floorMs', M.digits(M.now), 'lossSpentMinor', M.digits(M.meta.spent), 'tailMs', M.digits(M.meta.tail_ms),
    'records', M.digits(M.meta.records), 'owners', M.digits(M.meta.owners), caller_field, M.digits(caller.count) .. ' ' .. caller.ring,
    'dueLength', M.digits(M.due_length), 'laterLength', M.digits(M.later_length),
  }
  local count = #values
  local function put(field, value)
    values[count + 1], values[count + 2] = field, value
    count = count + 2
  end
  if M.totals_to_write then put('totals', M.totals_to_write) end
  if M.meta.counters_changed then
    put('counters', M.digits(M.meta.counters))
    put('counterFields', M.digits(M.meta.counter_fields))
    put('uncountedScopes', M.digits(M.meta.uncounted))
  end
  if M.holds_changed then put('holds', M.encode_holds()) end
  if M.trips then put('trips', concat(M.trips, GS)) end
  if M.meta.epoch_changed then
    put('epoch', M.meta.epoch)
    put('overlap', M.digits(M.meta.overlap_till_ms) .. US .. M.meta.overlap_epoch)
    put('smallestMarkdownMinor', M.digits(M.meta.smallest))
  end
  if M.meta.stock_keys_changed then put('hasLimits', M.meta.has_limits and '1' or '0') end
  if M.meta.mode ~= M.meta.mode_before then put('mode', M.meta.mode) end
  if M.meta.modes_changed then put('modes', M.encode_modes()) end
  if M.meta.regressed ~= M.meta.regressed_before then put('regressed', M.meta.regressed and '1' or '0') end
  if M.meta.generation ~= M.meta.generation_before then put('generation', M.digits(M.meta.generation)) end
  if M.meta.accepts_counts or M.meta.stock_keys_changed then put('stockKeys', M.digits(M.meta.stock_keys)) end
  if M.meta.clock_changed then
    put('pausedMs', M.digits(M.meta.paused_ms))
    put('frozenScopes', M.digits(M.meta.frozen_scopes))
    put('frozenAtMs', M.digits(M.meta.frozen_at_ms))
  end
  redis.call('HSET', KEYS[1], unpack(values))
end
