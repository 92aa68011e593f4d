-- Windows: what one rule has counted in one scope, as text between calls and as a table within one. The sale's clock stands still
-- during a script, so what has left a window is dropped once, when it is read.
--   count         newest bucket, then 10 sums, oldest first
--   share         newest bucket, then 10 sums of the part and 10 of the whole
--   distinct      value RS last bucket it was seen in, joined by GS

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
