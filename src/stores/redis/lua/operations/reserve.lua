-- What stands against reserving `content`, or nil. `back`: content of an older reservation that is given back in the same step.
-- Nothing is changed here but the housekeeping of an inline sweep.
M.swept_inline = false

function M.sweep_inline()
  if M.swept_inline then return end
  M.swept_inline = true
  local looked = M.sweep_list(64)
  M.sweep_later(64 - looked, true)
end

function M.units_back(back, key)
  if not back then return 0 end
  for i = 1, #back.keys do
    if back.keys[i] == key then return back.quantities[i] end
  end
  return 0
end

function M.unknown_keys(content)
  local missing
  for i = 1, #content.keys do
    if not M.counters_of(content.keys[i]) then
      missing = missing or {}
      missing[#missing + 1] = content.keys[i]
    end
  end
  return missing and STATUS.unknown_sku .. US .. concat(missing, RS) or nil
end

function M.is_short(content, back)
  for i = 1, #content.keys do
    local key = content.keys[i]
    if M.available(M.counters_of(key)) + M.units_back(back, key) < content.quantities[i] then return true end
  end
  return false
end

function M.refused_shortage(content, back)
  local parts = {}
  for i = 1, #content.keys do
    local counters = M.counters_of(content.keys[i])
    local left = M.available(counters) + M.units_back(back, counters.key)
    if left < content.quantities[i] then
      parts[#parts + 1] = concat({ counters.key, M.digits(content.quantities[i]), M.digits(left),
        M.digits(counters.reserved - M.units_back(back, counters.key)) }, RS)
    end
  end
  local deadline = M.next_deadline()
  return STATUS.insufficient .. US .. (deadline and M.digits(deadline + M.offset) or '') .. US .. concat(parts, GS)
end

function M.owns(content, owner)
  for i = 1, #content.owners do
    if content.owners[i] == owner then return true end
  end
  return false
end

function M.passed_limits(content, back)
  local parts
  for i = 1, #content.keys do
    local counters = M.counters_of(content.keys[i])
    if counters.limit > 0 then
      local most, index = -1, 0
      for j = 1, #content.owners do
        local owner = content.owners[j]
        local used = M.find_units(M.usage_of(owner), counters.key)
        if back and M.owns(back, owner) then used = used - M.units_back(back, counters.key) end
        if used > most then most, index = used, j end
      end
      if most + content.quantities[i] > counters.limit then
        parts = parts or {}
        parts[#parts + 1] = concat({ counters.key, M.digits(counters.limit), M.digits(most), M.digits(index - 1) }, RS)
      end
    end
  end
  return parts and STATUS.customer_limit .. US .. concat(parts, GS) or nil
end

function M.refused_before_stock(content)
  if M.meta.regressed then return STATUS.regressed end
  local refusal = M.refused_to_begin(content)
  if refusal then return refusal end
  if content.epoch ~= '' and not M.is_taken_epoch(content.epoch) then return M.refused_epoch() end
  return nil
end

function M.refused_owner_key(content)
  if M.meta.key_id == '' then return nil end
  for i = 1, #content.owners do
    if match(content.owners[i], '^([^.]*)%.') ~= M.meta.key_id then return STATUS.owner_key .. US .. M.meta.key_id end
  end
  return nil
end

-- `refused_by_mode`: asked again when what was swept has tripped a rule.
function M.refused_by_stock(content, back, refused_by_mode)
  local refusal = M.unknown_keys(content)
  if refusal then return refusal end
  if M.is_short(content, back) then
    M.trips_made = false
    M.sweep_inline()
    if M.trips_made then
      refusal = refused_by_mode(content)
      if refusal then return refusal end
    end
    -- The sweep may have expired the older reservation itself: what it held is in stock again, and must not count twice.
    if back and not M.is_open(back) then back = nil end
    if M.is_short(content, back) then return M.refused_shortage(content, back) end
  end
  refusal = M.passed_limits(content, back)
  if refusal then return refusal end
  -- Without a budget the sum has to stay exact all the same: one that is not would be read as corrupt for ever.
  local budget = M.meta.budget or M.INTEGER_MAX
  local spent = M.meta.spent - (back and back.markdown or 0)
  if spent + content.markdown > budget then return STATUS.loss_budget .. US .. M.digits(max(0, budget - spent)) end
  return nil
end

-- Names what differs between two contents, in a fixed order.
M.CONTENT_FIELDS = { { 'lines', 6 }, { 'owners', 5 }, { 'scopes', 4 }, { 'epoch', 2 }, { 'markdownMinor', 1 }, { 'fingerprint', 3 } }

function M.conflict_with(record, wanted)
  if record.state == 'a' then return STATUS.conflict .. US .. 'id' end
  local had, asks, fields = { match(record.body, M.BODY) }, { match(wanted.body, M.BODY) }, {}
  if #had == 0 then M.corrupt('reservation ' .. record.id) end
  for i = 1, #M.CONTENT_FIELDS do
    local name, capture = M.CONTENT_FIELDS[i][1], M.CONTENT_FIELDS[i][2]
    if had[capture] ~= asks[capture] then fields[#fields + 1] = name end
  end
  return STATUS.conflict .. US .. concat(fields, RS)
end

function M.replay_of(record, wanted)
  if record.state ~= 'a' and record.body == wanted.body then
    return STATUS.replayed .. US .. record.state .. US .. M.digits(record.deadline + M.offset)
  end
  return M.conflict_with(record, wanted)
end

-- Where the order stands in the arguments.
M.OPERATIONS.reserve = function(at)
  if M.texts[ARGV[at + 1]] then return M.replay_of(M.record_of(ARGV[at + 1]), M.order_at(at)) end
  if OUT_OF_MEMORY then return STATUS.memory end
  local expiry = M.take(at)
  if expiry then return expiry end
  local order = M.order_at(at)
  local refusal = M.refused_before_stock(order) or M.refused_owner_key(order)
    or M.refused_by_stock(order, nil, M.refused_to_begin)
  if refusal then return M.count_refusal(refusal) end
  return M.take_checked(at, order)
end

-- Holds an order that has passed every check. What a probe lets through is taken from it first: the order itself may trip a rule.
function M.take_checked(at, order)
  if M.strictest(order) == 'probe' then M.take_samples(order) end
  return M.take(at, true) or M.corrupt('an order that fits does not')
end

function M.shares_owner(a, b)
  for i = 1, #a.owners do
    if M.owns(b, a.owners[i]) then return true end
  end
  return false
end

-- Where the order stands in the arguments; behind it the id of the reservation it takes over.
M.OPERATIONS.supersede = function(at)
  local order = M.order_at(at)
  local known = M.record_of(order.id)
  if known then return M.replay_of(known, order) end
  if OUT_OF_MEMORY then return STATUS.memory end
  local refusal = M.refused_before_stock(order) or M.refused_owner_key(order)
  if refusal then return M.count_refusal(refusal) end
  local previous = M.record_of(ARGV[M.previous_at(at)])
  -- One that has ended holds nothing that could be taken over, whoever asks: a plain reserve.
  if previous and (previous.state == 'x' or previous.state == 'e') then previous = nil end
  if previous and (previous.state == 'a' or not M.shares_owner(M.content_of(previous), order)) then return STATUS.not_owner end
  if previous and (previous.state == 'c' or previous.state == 'b') then return STATUS.previous .. US .. previous.state end
  local takes_over = previous and M.is_open(previous)
  refusal = M.refused_by_stock(order, takes_over and M.content_of(previous) or nil, M.refused_to_begin)
  if refusal then return M.count_refusal(refusal) end
  -- An inline sweep may have expired the previous one meanwhile: then there is nothing left to take over.
  if takes_over and M.is_open(previous) then
    M.unfold(previous)
    previous.superseded_by = order.id
    M.give_back(previous, 'x')
    M.effect('u' .. US .. previous.id .. US .. order.id)
    M.add_total('released')
    M.taken_over = previous
  end
  local expiry = M.take_checked(at, order)
  M.taken_over = nil
  return expiry
end
