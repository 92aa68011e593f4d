M.RESTORES_MAX = 200

-- Units given back so far per stock key, and the entry of `restore_id` when it is known.
function M.restored_so_far(record, restore_id)
  local units, entry, count = {}, nil, 0
  for text in gmatch(record.restores, '[^\29]+') do
    local _, _, other_id, target, lines = find(text, '^([^\28]+)\28(%a)\28(.*)$')
    if not other_id then M.corrupt('reservation ' .. record.id) end
    count = count + 1
    if other_id == restore_id then entry = { target = target, lines = lines } end
    for quantity, key in gmatch(lines, '(%d+)\28([^\28]+)') do units[key] = (units[key] or 0) + tonumber(quantity) end
  end
  return units, entry, count
end

function M.remaining_lines(content, units)
  local keys, quantities = {}, {}
  for i = 1, #content.keys do
    local left = content.quantities[i] - (units[content.keys[i]] or 0)
    if left < 0 then M.corrupt('restored more than was committed') end
    if left > 0 then
      keys[#keys + 1], quantities[#quantities + 1] = content.keys[i], left
    end
  end
  return keys, quantities
end

function M.encode_lines(keys, quantities, separator)
  local parts = {}
  for i = 1, #keys do
    parts[2 * i - 1], parts[2 * i] = M.digits(quantities[i]), keys[i]
  end
  return concat(parts, separator)
end

function M.restore_conflict(entry, target, lines)
  local fields = {}
  local is_all = lines == ''
  local was_all = entry.target == 'S' or entry.target == 'Q'
  if is_all ~= was_all or (not is_all and entry.lines ~= string.gsub(lines, RS, FS)) then fields[1] = 'lines' end
  if string.lower(entry.target) ~= target then fields[#fields + 1] = 'to' end
  return #fields > 0 and concat(fields, RS) or nil
end

-- Whether every asked line is among what remains.
function M.is_within(keys, quantities, left_keys, left_quantities)
  local left = {}
  for i = 1, #left_keys do left[left_keys[i]] = left_quantities[i] end
  for i = 1, #keys do
    if quantities[i] > (left[keys[i]] or 0) then return false end
  end
  return true
end

function M.move_back(content, keys, quantities, target)
  for i = 1, #keys do
    local counters = M.held_counters(keys[i])
    counters.committed = counters.committed - quantities[i]
    if target == 'q' then counters.quarantined = counters.quarantined + quantities[i] end
    M.stock_changed(counters)
    if counters.limit > 0 then
      for j = 1, #content.owners do M.add_usage(content.owners[j], keys[i], -quantities[i]) end
    end
  end
end

-- id, id of this act, s (to stock) | q (to quarantine), lines ('' = everything left)
M.OPERATIONS.restore = function(id, restore_id, target, lines)
  local record = M.reservation_of(id)
  if not record then return STATUS.unknown_id end
  M.unfold(record)
  local content = M.content_of(record)
  local units, entry, count = M.restored_so_far(record, restore_id)
  local left_keys, left_quantities = M.remaining_lines(content, units)
  local left = M.encode_lines(left_keys, left_quantities, RS)
  if entry then
    local fields = M.restore_conflict(entry, target, lines)
    return fields and STATUS.conflict .. US .. fields or STATUS.already .. US .. left
  end
  if record.state ~= 'c' and record.state ~= 'b' then return STATUS.not_committed .. US .. record.state end
  if count >= M.RESTORES_MAX then return STATUS.too_many_restores end
  local keys, quantities = left_keys, left_quantities
  if lines ~= '' then keys, quantities = M.decode_lines(lines, 'lines') end
  if #left_keys == 0 or not M.is_within(keys, quantities, left_keys, left_quantities) then
    return STATUS.exceeds_committed .. US .. left
  end
  M.move_back(content, keys, quantities, target)
  local act = restore_id .. FS .. (lines == '' and string.upper(target) or target) .. FS .. M.encode_lines(keys, quantities, FS)
  record.restores = record.restores == '' and act or record.restores .. GS .. act
  for i = 1, #keys do units[keys[i]] = (units[keys[i]] or 0) + quantities[i] end
  left_keys, left_quantities = M.remaining_lines(content, units)
  if #left_keys == 0 then
    record.state = 'b'
    M.spend(-content.markdown)
  end
  M.record_changed(record)
  M.effect('b' .. US .. id .. US .. act)
  M.add_total('restored')
  return STATUS.restored .. US .. M.encode_lines(left_keys, left_quantities, RS)
end
