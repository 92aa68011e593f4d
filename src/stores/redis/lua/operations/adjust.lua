M.QUANTITY_MAX = 1000000000

function M.refused_adjustment(keys, quantities, direction)
  local content = { keys = keys, quantities = quantities }
  local refusal = M.unknown_keys(content)
  if refusal then return refusal end
  if direction == '-' and M.is_short(content, nil) then
    M.sweep_inline()
    if M.is_short(content, nil) then return M.refused_shortage(content, nil) end
  end
  for i = 1, #keys do
    if direction == '+' and M.counters_of(keys[i]).allotment + quantities[i] > M.QUANTITY_MAX then
      return STATUS.allotment_full .. US .. keys[i]
    end
  end
  return nil
end

-- id, + | -, lines
M.OPERATIONS.adjust = function(id, direction, lines)
  local known = M.record_of(id)
  if known then
    if known.state ~= 'a' or known.direction ~= direction then return STATUS.conflict .. US .. 'id' end
    return known.body == lines and STATUS.already or STATUS.conflict .. US .. 'lines'
  end
  if OUT_OF_MEMORY then return STATUS.memory end
  local keys, quantities = M.decode_lines(lines, 'lines')
  local refusal = M.refused_adjustment(keys, quantities, direction)
  if refusal then return refusal end
  for i = 1, #keys do
    local counters = M.counters_of(keys[i])
    counters.allotment = counters.allotment + (direction == '+' and quantities[i] or -quantities[i])
    M.stock_changed(counters)
  end
  M.add_record(id, 'a0' .. US .. direction .. US .. lines)
  M.effect(direction .. US .. id .. US .. lines)
  return STATUS.changed
end
