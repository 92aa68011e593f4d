-- Tops: what a rule of the largest buyers (top-share) has counted in one scope. KEYS[8], two fields for each:
--   rule number US scope             window, units, safe, written (four numbers), US, then buyer RS units by turns, joined by RS
--   rule number US scope US kept     window US buyer RS units RS error, joined by GS
-- Nearly all buyers are small. So an order is only written down behind those before it, as long as `safe` says that so many more units
-- can trip nothing, whoever takes them. Then, or when more than WRITTEN_MAX stand there at the end of a call, all are added to those
-- kept, in the order in which they came. A window that is over counts nothing any more.
M.BUYERS_KEPT, M.BUYERS_ADDED_UP, M.WRITTEN_MAX = 32, 10, 32
M.KEPT = US .. 'kept'

function M.decode_top(rule, field, text)
  local top = { field = field, window = floor(M.now / rule.window_ms), total = 0, safe = 0, written = 0, text = '' }
  top.fresh, top.fresh_end = {}, 0
  if text ~= '' then
    -- Only numbers are matched: what is matched is looked at byte by byte, and this text is long.
    local window, total, safe, written, from = match(text, '^(%d+) (%d+) (%d+) (%d+)\31()')
    if not window then M.corrupt_counter(rule) end
    if tonumber(window) == top.window then
      top.total, top.safe = M.integer(total, 'counter of rule ' .. rule.id), safe + 0
      top.written, top.text = written + 0, sub(text, from)
      return top
    end
  end
  M.empty_top(top)
  return top
end

-- Nobody has bought anything.
function M.empty_top(top)
  top.buyers, top.units, top.errors, top.place = {}, {}, {}, {}
  top.total, top.written, top.text, top.fresh, top.fresh_end = 0, 0, '', {}, 0
  top.least_at, top.is_stale = nil, true
end

-- Reads those who are kept, and adds to them who was only written down.
function M.open_top(top)
  if not top.buyers then M.decode_kept(top) end
  if top.written > 0 then
    local at, last = 1, #top.text
    for _ = 1, top.written do
      local buyer, units, after = M.next_buyer(top, top.text, at)
      M.add_units(top, buyer, units)
      at = after + 1
    end
    if at ~= last + 2 then M.corrupt_counter(top.rule) end
  end
  for i = 1, top.fresh_end, 2 do M.add_units(top, top.fresh[i], top.fresh[i + 1] + 0) end
  if top.written > 0 or top.fresh_end > 0 then top.has_moved, top.is_stale = true, true end
  top.written, top.text, top.fresh_end = 0, '', 0
  -- Whoever takes a place takes over its units: what all have together is what was bought.
  local sum = 0
  for i = 1, #top.units do sum = sum + top.units[i] end
  if sum ~= top.total then M.corrupt_counter(top.rule) end
end

-- The buyer who stands at `at`, the number behind, and where that ends.
function M.next_buyer(top, text, at)
  local till = find(text, RS, at, true)
  if not till or till == at then M.corrupt_counter(top.rule) end
  local units, after = match(text, '^(%d+)()', till + 1)
  if not units then M.corrupt_counter(top.rule) end
  return sub(text, at, till - 1), units + 0, after
end

function M.decode_kept(top)
  top.buyers, top.units, top.errors, top.place = {}, {}, {}, {}
  local text = M.counter_text(top.field .. M.KEPT)
  if not text then return end
  local window, at = match(text, '^(%d+)\31()')
  if not window then M.corrupt_counter(top.rule) end
  if tonumber(window) ~= top.window then return end
  while at <= #text do
    local buyer, units, after = M.next_buyer(top, text, at)
    local missed, next_at = match(text, '^\30(%d+)\29?()', after)
    if not missed or #top.buyers == M.BUYERS_KEPT then M.corrupt_counter(top.rule) end
    local place = #top.buyers + 1
    top.buyers[place], top.units[place], top.errors[place], top.place[buyer] = buyer, units, missed + 0, place
    at = next_at
  end
end

-- Space-Saving (Metwally, Agrawal, El Abbadi 2005): a buyer who finds no place takes that of the one with least, and with it what
-- that one had, which is kept as an error and never counted for the newcomer.
function M.add_units(top, buyer, units)
  local place = top.place[buyer]
  if place then
    top.units[place] = top.units[place] + units
  elseif #top.buyers < M.BUYERS_KEPT then
    place = #top.buyers + 1
    top.buyers[place], top.units[place], top.errors[place], top.place[buyer] = buyer, units, 0, place
  else
    place = M.smallest_buyer(top)
    top.place[top.buyers[place]] = nil
    top.errors[place] = top.units[place]
    top.buyers[place], top.units[place], top.place[buyer] = buyer, top.units[place] + units, place
  end
end

-- The first of those with least. Units only grow: who was passed over once stays above that least.
function M.smallest_buyer(top)
  local units = top.units
  for i = top.least_at or M.BUYERS_KEPT + 1, M.BUYERS_KEPT do
    if units[i] == top.least then
      top.least_at = i
      return i
    end
  end
  local place = 1
  for i = 2, M.BUYERS_KEPT do
    if units[i] < units[place] then place = i end
  end
  top.least, top.least_at = units[place], place
  return place
end

-- Units that surely belong to the buyers who have most.
function M.largest_units(top)
  local sure, sum = {}, 0
  for i = 1, #top.buyers do sure[i] = top.units[i] - top.errors[i] end
  table.sort(sure)
  for i = max(1, #sure - M.BUYERS_ADDED_UP + 1), #sure do sum = sum + sure[i] end
  return sum
end

-- Whether anybody may take so many units more, without a limit being passed. No order raises the sum of the largest by more than its
-- own units.
function M.is_safe_top(top, units)
  if not top.is_stale and top.safe >= units then return true end
  M.open_top(top)
  M.rate_top(top)
  return top.safe >= units
end

function M.rate_top(top)
  if not top.is_stale then return end
  top.safe = M.safe_steps(top.rule, { part = M.largest_units(top), whole = top.total, rise = 1, most = 1, least = 1 })
  top.is_stale = false
end

-- Writes down an order that is safe. `units` as a number or as its digits.
function M.write_down(top, buyer, units)
  local fresh, from = top.fresh, top.fresh_end
  fresh[from + 1], fresh[from + 2] = buyer, units
  top.fresh_end, top.total, top.safe = from + 2, top.total + units, top.safe - units
  if not top.is_changed then M.counter_changed(top) end
end

-- Counts an order that may pass the limit.
function M.raise_top(top, buyer, units)
  M.open_top(top)
  M.add_units(top, buyer, units)
  top.total, top.has_moved, top.is_stale = top.total + units, true, true
end

-- Notes what is to be written, field and value by turns; answers how many fields are new.
function M.encode_top(top, values)
  local fields, written = top.is_new and 1 or 0, top.written + top.fresh_end / 2
  if written > M.WRITTEN_MAX then
    M.open_top(top)
    written = 0
  end
  M.rate_top(top)
  local text = top.text
  if top.fresh_end > 0 then
    local fresh = concat(top.fresh, RS, 1, top.fresh_end)
    text = text == '' and fresh or text .. RS .. fresh
  end
  values[#values + 1] = top.field
  values[#values + 1] = M.digits(top.window) .. ' ' .. M.digits(top.total) .. ' ' .. M.digits(top.safe) .. ' ' .. M.digits(written)
    .. US .. text
  if not top.has_moved then return fields end
  if not M.counter_text(top.field .. M.KEPT) then fields = fields + 1 end
  values[#values + 1] = top.field .. M.KEPT
  values[#values + 1] = M.digits(top.window) .. US .. M.encode_kept(top)
  return fields
end

function M.encode_kept(top)
  local parts = {}
  for i = 1, #top.buyers do
    parts[i] = top.buyers[i] .. RS .. M.digits(top.units[i]) .. RS .. M.digits(top.errors[i])
  end
  return concat(parts, GS)
end
