function M.is_any_stopped(scopes)
  if M.MODE_RANK[M.meta.mode] >= M.MODE_RANK.drain then return true end
  for scope in gmatch(scopes, '[^\30]+') do
    if M.MODE_RANK[M.mode_of(scope)] >= M.MODE_RANK.drain then return true end
  end
  return false
end

-- marks (f flagged, x rejected), scopes beside the sale, `sku:` ones first (RS), scope and value by turns (RS) in order of values
-- No effect by itself: nothing is journaled unless it trips. But what it counts must never be older than what was counted before, so
-- the sale's clock does not fall behind it. Where one of its scopes is stopped already, no rule counts it: the crowd that goes on
-- knocking at one stopped stock key must not stop the sale.
M.OPERATIONS.signal = function(marks, scopes, values)
  if OUT_OF_MEMORY then return STATUS.memory end
  M.add_total('signalled')
  if find(marks, 'x', 1, true) then M.add_total('rejected') end
  M.floor_moves = true
  if not M.rules or M.is_any_stopped(scopes) then return STATUS.counted end
  local happening, keys = M.happening, {}
  for key in gmatch(RS .. scopes, '\30sku:([^\30]+)') do keys[#keys + 1] = key end
  happening.keys, happening.first, happening.last, happening.step = keys, 1, #keys, 1
  happening.scopes = scopes
  happening.values = values ~= '' and M.decode_list(values) or nil
  M.count('j' .. marks)
  happening.values = nil
  return STATUS.counted
end
