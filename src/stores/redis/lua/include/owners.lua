-- Owners: one field per identity: RS stock key US units ..., only for stock keys with a customer limit. No field: nothing held.
M.usages, M.changed_usages = {}, {}

-- Notes the owners of an order, unless they are known.
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
      local text = values[i - from + 1] or ''
      if text ~= '' and not find(text, '^\30[^\30\31]+\31%d+') then M.corrupt('owner usage') end
      M.usages[owners[i]] = { owner = owners[i], text = text, was_stored = text ~= '', is_changed = false }
    end
  end
end

function M.usage_of(owner)
  if not M.usages[owner] then M.fetch_usages({ owner }) end
  return M.usages[owner]
end

-- Units held of one stock key, and where they stand in the text.
function M.find_units(usage, key)
  if usage.text == '' then return 0 end
  local from, to = find(usage.text, RS .. key .. US, 1, true)
  if not from then return 0 end
  local _, last, units = find(usage.text, '^(%d+)', to + 1)
  if not units then M.corrupt('owner usage') end
  return tonumber(units), from, last
end

function M.add_usage(owner, key, units)
  local usage = M.usages[owner] or M.usage_of(owner)
  local held, from, last = M.find_units(usage, key)
  local total = held + units
  if total < 0 then M.corrupt('owner usage would go below zero') end
  local entry = total > 0 and RS .. key .. US .. M.digits(total) or ''
  if from then
    usage.text = sub(usage.text, 1, from - 1) .. entry .. sub(usage.text, last + 1)
  elseif usage.text == '' then
    usage.text = entry
  else
    usage.text = usage.text .. entry
  end
  if not usage.is_changed then
    usage.is_changed = true
    M.changed_usages[#M.changed_usages + 1] = usage
  end
end
