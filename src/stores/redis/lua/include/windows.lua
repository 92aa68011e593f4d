-- Windows: what one rule has counted in one scope, as text between calls and as a table within one. The sale's clock stands still
-- during a script, so what has left a window is dropped once, when it is read.
--   count         newest bucket, then 10 sums, oldest first
--   share         newest bucket, then 10 sums of the part and 10 of the whole
--   distinct      value RS last bucket it was seen in, joined by GS
--   top-share     window US units, then buyer RS units RS error, joined by GS
M.BUYERS_KEPT, M.BUYERS_ADDED_UP = 32, 10

function M.corrupt_counter(rule)
  M.corrupt('counter of rule ' .. rule.id)
end

-- `part` and `whole` belong to the newest bucket of the text.
function M.decode_sums(rule, text, part, whole)
  local numbers, buckets = {}, M.BUCKETS
  for number in gmatch(text, '%d+') do numbers[#numbers + 1] = M.integer(number, 'counter of rule ' .. rule.id) end
  local last = rule.measure == 'share' and 2 * buckets + 1 or buckets + 1
  if #numbers ~= last or find(text, '[^%d ]') or numbers[1] > rule.bucket then M.corrupt_counter(rule) end
  numbers[buckets + 1] = numbers[buckets + 1] + part
  numbers[last] = numbers[last] + (rule.measure == 'share' and whole or 0)
  local counter, shift = {}, rule.bucket - numbers[1]
  counter.part_sums, counter.part = M.shift_sums(numbers, 1, shift)
  if rule.measure == 'share' then counter.whole_sums, counter.whole = M.shift_sums(numbers, 1 + buckets, shift) end
  counter.part_read, counter.whole_read = counter.part, counter.whole
  return counter
end

-- The 10 sums behind `from`, moved on by `shift` buckets, and what they add up to.
function M.shift_sums(numbers, from, shift)
  local sums, total = {}, 0
  for i = 1, M.BUCKETS do
    local sum = i + shift <= M.BUCKETS and numbers[from + i + shift] or 0
    sums[i], total = sum, total + sum
  end
  return sums, total
end

function M.no_sums(rule)
  local counter = { part_sums = M.shift_sums(M.NONE, 0, M.BUCKETS), part = 0, part_read = 0 }
  if rule.measure == 'share' then
    counter.whole_sums, counter.whole, counter.whole_read = M.shift_sums(M.NONE, 0, M.BUCKETS), 0, 0
  end
  return counter
end

function M.encode_sums(rule, counter)
  local parts = { M.digits(rule.bucket) }
  M.add_sums(parts, counter.part_sums, counter.part - counter.part_read)
  if rule.measure == 'share' then M.add_sums(parts, counter.whole_sums, counter.whole - counter.whole_read) end
  return concat(parts, ' ')
end

-- Everything that was counted in this call belongs to the newest bucket.
function M.add_sums(parts, sums, added)
  for i = 1, M.BUCKETS - 1 do parts[#parts + 1] = M.digits(sums[i]) end
  parts[#parts + 1] = M.digits(sums[M.BUCKETS] + added)
end

function M.decode_values(rule, text)
  local counter = { seen = {}, values = {}, number = 0 }
  for entry in gmatch(text, '[^\29]+') do
    local value, bucket = match(entry, '^([^\30]+)\30(%d+)$')
    if not value then M.corrupt_counter(rule) end
    if tonumber(bucket) > rule.bucket - M.BUCKETS then M.see_value(counter, value, bucket + 0) end
  end
  return counter
end

-- Takes down a value that is not known yet.
function M.see_value(counter, value, bucket)
  counter.number = counter.number + 1
  counter.values[counter.number] = value
  counter.seen[value] = bucket
end

function M.encode_values(counter)
  local parts = {}
  for i = 1, counter.number do parts[i] = counter.values[i] .. RS .. M.digits(counter.seen[counter.values[i]]) end
  return concat(parts, GS)
end

function M.decode_buyers(rule, text)
  local counter = { buyers = {}, units = {}, errors = {}, place = {}, total = 0, window = floor(M.now / rule.window_ms) }
  if text == '' then return counter end
  local window, total, entries = match(text, '^(%d+)\31(%d+)\31(.*)$')
  if not window then M.corrupt_counter(rule) end
  if tonumber(window) ~= counter.window then return counter end
  counter.total = M.integer(total, 'counter of rule ' .. rule.id)
  for entry in gmatch(entries, '[^\29]+') do
    local buyer, units, missed = match(entry, '^([^\30]+)\30(%d+)\30(%d+)$')
    if not buyer then M.corrupt_counter(rule) end
    local place = #counter.buyers + 1
    counter.buyers[place], counter.units[place], counter.errors[place] = buyer, units + 0, missed + 0
    counter.place[buyer] = place
  end
  return counter
end

function M.encode_buyers(counter)
  local parts = {}
  for i = 1, #counter.buyers do
    parts[i] = counter.buyers[i] .. RS .. M.digits(counter.units[i]) .. RS .. M.digits(counter.errors[i])
  end
  return M.digits(counter.window) .. US .. M.digits(counter.total) .. US .. concat(parts, GS)
end

-- Space-Saving (Metwally, Agrawal, El Abbadi 2005): a buyer who finds no place takes that of the one with least, and with it what
-- that one had, which is kept as an error and never counted for the newcomer.
function M.add_units(counter, buyer, units)
  counter.total = counter.total + units
  local place = counter.place[buyer]
  if place then
    counter.units[place] = counter.units[place] + units
  elseif #counter.buyers < M.BUYERS_KEPT then
    place = #counter.buyers + 1
    counter.buyers[place], counter.units[place], counter.errors[place], counter.place[buyer] = buyer, units, 0, place
  else
    place = M.smallest_buyer(counter)
    counter.place[counter.buyers[place]] = nil
    counter.errors[place] = counter.units[place]
    counter.buyers[place], counter.units[place], counter.place[buyer] = buyer, counter.units[place] + units, place
  end
  -- No order raises the sum of the largest by more than its own units: until then it need not be added up again.
  if counter.most then counter.most = counter.most + units end
end

-- The first of those with least. Units only grow: who was passed over once stays above that least.
function M.smallest_buyer(counter)
  local units = counter.units
  for i = counter.least_at or M.BUYERS_KEPT + 1, M.BUYERS_KEPT do
    if units[i] == counter.least then
      counter.least_at = i
      return i
    end
  end
  local place = 1
  for i = 2, M.BUYERS_KEPT do
    if units[i] < units[place] then place = i end
  end
  counter.least, counter.least_at = units[place], place
  return place
end

-- Units that surely belong to the buyers who have most.
function M.largest_units(counter)
  local sure, sum = {}, 0
  for i = 1, #counter.buyers do sure[i] = counter.units[i] - counter.errors[i] end
  table.sort(sure)
  for i = max(1, #sure - M.BUYERS_ADDED_UP + 1), #sure do sum = sum + sure[i] end
  counter.most = sum
  return sum
end
