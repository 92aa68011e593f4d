-- Owners: one field per identity: RS stock key US units ..., only for stock keys with a customer limit. No field: nothing held.
-- Kept as text, '' for nothing: most owners of a sale are met once.
M.usages, M.stored_usages, M.changed_owners = {}, {}, {}

-- Notes the owners of a record, unless they are known.
function M.want_usages(owners, content)
  for i = 1, #content.owners do
    local owner = content.owners[i]
    if M.usages[owner] == nil then
      M.usages[owner] = false
      owners[#owners + 1] = owner
    end
  end
end

function M.fetch_usages(owners)
  for from = 1, #owners, 4000 do
    local to = math.min(from + 3999, #owners)
    local values = redis.call('HMGET', KEYS[4], unpack(owners, from, to))
    for i = from, to do
      local text = values[i - from + 1]
      M.usages[owners[i]] = text or ''
      if text then
        if not find(text, '^\30[^\30\31]+\31%d+') then M.corrupt('owner usage') end
        M.stored_usages[owners[i]] = text
      end
    end
  end
end

function M.usage_of(owner)
  if not M.usages[owner] then M.fetch_usages({ owner }) end
  return M.usages[owner]
end

-- Units held of one stock key, and where they stand in the text.
function M.find_units(usage, key)
  if usage == '' then return 0 end
  local from, to = find(usage, RS .. key .. US, 1, true)
  if not from then return 0 end
  local _, last, units = find(usage, '^(%d+)', to + 1)
  if not units then M.corrupt('owner usage') end
  return tonumber(units), from, last
end

function M.add_usage(owner, key, units)
  local usage = M.usage_of(owner)
  -- May note an owner twice; it is written once.
  if usage == (M.stored_usages[owner] or '') then M.changed_owners[#M.changed_owners + 1] = owner end
  if usage == '' and units > 0 then
    M.usages[owner] = RS .. key .. US .. M.digits(units)
    return
  end
  local held, from, last = M.find_units(usage, key)
  local total = held + units
  if total < 0 then M.corrupt('owner usage would go below zero') end
  local entry = total > 0 and RS .. key .. US .. M.digits(total) or ''
  if from then
    M.usages[owner] = sub(usage, 1, from - 1) .. entry .. sub(usage, last + 1)
  else
    M.usages[owner] = usage .. entry
  end
end
