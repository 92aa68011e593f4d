-- Stock: one field per stock key: allotment reserved committed quarantined perCustomer markdown (0 = none), as digits.
M.stock, M.changed_stock = {}, {}

function M.decode_counters(key, text)
  local _, _, allotment, reserved, committed, quarantined, limit, markdown =
    find(text, '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
  if not allotment then M.corrupt('stock ' .. key) end
  local counters = {
    key = key, allotment = tonumber(allotment), reserved = tonumber(reserved), committed = tonumber(committed),
    quarantined = tonumber(quarantined), limit = tonumber(limit), markdown = tonumber(markdown), is_changed = false,
  }
  if counters.reserved + counters.committed + counters.quarantined > counters.allotment then M.corrupt('stock ' .. key) end
  return counters
end

-- Notes the stock keys of an order, unless they are known.
function M.want_stock(keys, content)
  for i = 1, #content.keys do
    local key = content.keys[i]
    if M.stock[key] == nil then
      M.stock[key] = false
      keys[#keys + 1] = key
    end
  end
end

function M.fetch_stock(keys)
  for from = 1, #keys, 4000 do
    local to = math.min(from + 3999, #keys)
    local values = redis.call('HMGET', KEYS[2], unpack(keys, from, to))
    for i = from, to do
      local text = values[i - from + 1]
      if text then M.stock[keys[i]] = M.decode_counters(keys[i], text) end
    end
  end
end

-- Counters of a stock key, or false: a key that is missing is unknown, never 0 and never without limit.
function M.counters_of(key)
  if M.stock[key] == nil then
    M.stock[key] = false
    M.fetch_stock({ key })
  end
  return M.stock[key]
end

-- Counters that a reservation was written with.
function M.held_counters(key)
  return M.counters_of(key) or M.corrupt('stock ' .. key .. ' is gone')
end

function M.available(counters)
  return counters.allotment - counters.reserved - counters.committed - counters.quarantined
end

function M.stock_changed(counters)
  if not counters.is_changed then
    counters.is_changed = true
    M.changed_stock[#M.changed_stock + 1] = counters
  end
end

-- Asked before the first write: no counter is ever written that would not add up.
function M.check_stock()
  for i = 1, #M.changed_stock do
    local counters = M.changed_stock[i]
    if counters.reserved < 0 or counters.committed < 0 or counters.quarantined < 0 or M.available(counters) < 0 then
      M.corrupt('stock ' .. counters.key .. ' would break')
    end
  end
end

function M.encode_counters(counters)
  return format('%d %d %d %d %d %d', counters.allotment, counters.reserved, counters.committed, counters.quarantined,
    counters.limit, counters.markdown)
end
