function M.mode_of(scope)
  return scope == 'sale' and M.meta.mode or M.meta.modes[scope] or 'open'
end

-- The strictest mode among the sale, the stock keys and the scopes of an order, and the scope that has it.
function M.strictest(content)
  local mode, scope = M.meta.mode, 'sale'
  if #M.meta.mode_order == 0 then return mode, scope end
  for i = 1, #content.keys do
    local name = 'sku:' .. content.keys[i]
    local other = M.meta.modes[name]
    if other and M.MODE_RANK[other] > M.MODE_RANK[mode] then mode, scope = other, name end
  end
  local scopes = M.scopes_of(content)
  for i = 1, #scopes do
    local other = M.meta.modes[scopes[i]]
    if other and M.MODE_RANK[other] > M.MODE_RANK[mode] then mode, scope = other, scopes[i] end
  end
  return mode, scope
end

function M.refused_mode(mode, scope)
  return STATUS.mode .. US .. mode .. US .. scope
end

-- Whether an order that is there already may go on: at its payment also while the sale drains.
function M.may_go_on(mode, record)
  return mode == 'open' or mode == 'probe' or (mode == 'drain' and record.state == 'p')
end

-- What the modes have against a new reservation; a probe lets a few through.
function M.refused_to_begin(content)
  local mode, scope = M.strictest(content)
  if mode == 'open' then return nil end
  if mode == 'probe' then
    scope = M.exhausted_probe(content)
    if not scope then return nil end
  end
  return M.refused_mode(mode, scope)
end

-- While any scope is frozen the sale's clock stands still: nobody loses a reservation they could not pay for.
function M.count_frozen(change)
  if M.meta.frozen_scopes == 0 and change > 0 then
    M.meta.frozen_at_ms = M.meta.start_ms + M.meta.paused_ms + M.now
  elseif M.meta.frozen_scopes == 1 and change < 0 then
    M.meta.paused_ms = M.meta.paused_ms + max(0, M.real_ms - M.meta.frozen_at_ms)
    M.meta.frozen_at_ms = 0
  end
  M.meta.frozen_scopes = M.meta.frozen_scopes + change
  M.meta.clock_changed = true
end

-- A scope that is open has no mode of its own.
function M.put_scoped_mode(scope, mode)
  local order = {}
  for i = 1, #M.meta.mode_order do
    if M.meta.mode_order[i] ~= scope then order[#order + 1] = M.meta.mode_order[i] end
  end
  if mode ~= 'open' then order[#order + 1] = scope end
  M.meta.mode_order = order
  M.meta.modes[scope] = mode ~= 'open' and mode or nil
  M.meta.modes_changed = true
end

function M.put_mode(scope, mode)
  local previous = scope == 'sale' and M.meta.mode or M.meta.modes[scope] or 'open'
  if scope == 'sale' then
    M.meta.mode = mode
  else
    M.put_scoped_mode(scope, mode)
  end
  if mode == 'freeze' and previous ~= 'freeze' then M.count_frozen(1) end
  if mode ~= 'freeze' and previous == 'freeze' then M.count_frozen(-1) end
  return previous
end

function M.encode_modes()
  local parts = {}
  for i = 1, #M.meta.mode_order do
    local scope = M.meta.mode_order[i]
    parts[2 * i - 1], parts[2 * i] = scope, M.meta.modes[scope]
  end
  return concat(parts, RS)
end

-- The scopes of an order that are probing, which are all that is not open about it.
function M.probing_scopes(content)
  local probing, modes = {}, M.meta.modes
  if M.meta.mode == 'probe' then probing[1] = 'sale' end
  for i = 1, #content.keys do
    local scope = 'sku:' .. content.keys[i]
    if modes[scope] == 'probe' then probing[#probing + 1] = scope end
  end
  local scopes = M.scopes_of(content)
  for i = 1, #scopes do
    if modes[scopes[i]] == 'probe' then probing[#probing + 1] = scopes[i] end
  end
  return probing
end

-- The first probing scope of an order that lets no further one through, or nil.
function M.exhausted_probe(content)
  local probing = M.probing_scopes(content)
  for i = 1, #probing do
    local holds = M.holds_on(probing[i])
    for j = 1, #holds do
      if holds[j].left == 0 then return probing[i] end
    end
  end
  return nil
end

-- Takes one from every probe that has let this order through.
function M.take_samples(content)
  local probing = M.probing_scopes(content)
  local seen = {}
  for i = 1, #probing do
    local holds = seen[probing[i]] and M.NONE or M.holds_on(probing[i])
    seen[probing[i]] = true
    for j = 1, #holds do holds[j].left = holds[j].left - 1 end
    M.holds_changed = true
  end
end
