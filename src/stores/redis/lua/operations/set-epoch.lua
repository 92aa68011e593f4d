-- Stock keys that come on sale: quantity RS units per customer (0 = no limit) RS markdown of one unit (0 = none) RS stock key, joined
-- by GS.
function M.decode_added(text)
  local added, keys = {}, {}
  for entry in gmatch(text, '[^\29]+') do
    local quantity, limit, markdown, key = match(entry, '^(%d+)\30(%d+)\30(%d+)\30([^\30]+)$')
    if not key then M.corrupt('arguments') end
    keys[#keys + 1] = key
    added[#added + 1] = {
      key = key, allotment = M.integer(quantity, 'arguments'), reserved = 0, committed = 0, quarantined = 0,
      limit = M.integer(limit, 'arguments'), markdown = M.integer(markdown, 'arguments'), is_changed = false,
    }
  end
  return added, keys
end

-- Whether one of the stock keys is on sale already.
function M.is_any_on_sale(keys)
  local unread = {}
  for i = 1, #keys do
    if M.stock[keys[i]] == nil then
      M.stock[keys[i]] = false
      unread[#unread + 1] = keys[i]
    end
  end
  M.fetch_stock(unread)
  for i = 1, #keys do
    if M.stock[keys[i]] then return true end
  end
  return false
end

function M.put_on_sale(added)
  local meta = M.meta
  for i = 1, #added do
    local counters = added[i]
    M.stock[counters.key] = counters
    M.stock_changed(counters)
    if counters.limit > 0 and not meta.has_limits then meta.has_limits, meta.stock_keys_changed = true, true end
    if counters.markdown > 0 and (meta.smallest == 0 or counters.markdown < meta.smallest) then meta.smallest = counters.markdown end
  end
  if #added > 0 then meta.stock_keys, meta.stock_keys_changed = meta.stock_keys + #added, true end
end

-- epoch, ms of overlap, actor, reason, added stock keys ('' = none), digest of them
M.OPERATIONS.set_epoch = function(epoch, overlap_ms, actor, reason, added_text, digest)
  local meta = M.meta
  if epoch == meta.epoch then return STATUS.already end
  if added_text ~= '' and OUT_OF_MEMORY then return STATUS.memory end
  if meta.regressed then return STATUS.regressed end
  local added, keys = M.decode_added(added_text)
  if M.is_any_on_sale(keys) then return STATUS.conflict .. US .. 'added' end
  local previous = meta.epoch
  M.put_on_sale(added)
  meta.overlap_till_ms, meta.overlap_epoch = M.now + M.integer(overlap_ms, 'arguments'), previous
  meta.epoch, meta.epoch_changed = epoch, true
  M.effect(concat({ 'n', epoch, previous, overlap_ms, actor, reason, digest }, US))
  return STATUS.changed .. US .. previous
end
