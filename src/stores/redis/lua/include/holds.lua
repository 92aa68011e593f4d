-- Holds: why a scope is not open, and who says so. The mode of a scope, which every order meets, is the strictest of its holds; it
-- is kept beside them (`mode`, `modes`), so the holds are read only when one of them is to change, or when a probe counts down.
--   scope US holder US mode US seq US epoch ms US orders a probe still lets through ('' for other modes) US reason, joined by GS
M.HOLDS_MAX = 512
M.SCOPED_MODES_MAX = 256
M.HOLD = '^([^\31]+)\31([^\31]+)\31(%l+)\31(%d+)\31(%d+)\31(%d*)\31([^\31]*)$'

function M.decode_hold(text)
  local scope, holder, mode, seq, at, left, reason = match(text, M.HOLD)
  if not scope or not M.MODE_RANK[mode] or mode == 'open' or (mode == 'probe') ~= (left ~= '') then M.corrupt('meta holds') end
  return {
    scope = scope, holder = holder, mode = mode, seq = seq, at = at, reason = reason,
    left = left ~= '' and M.integer(left, 'meta holds') or nil,
  }
end

function M.encode_hold(hold)
  local left = hold.left and M.digits(hold.left) or ''
  return concat({ hold.scope, hold.holder, hold.mode, hold.seq, hold.at, left, hold.reason }, US)
end

-- All holds of the sale, in no order that means anything.
function M.all_holds()
  if M.holds then return M.holds end
  local text, strictest = redis.call('HGET', KEYS[1], 'holds'), {}
  if not text then M.corrupt('meta holds') end
  M.holds = {}
  for entry in gmatch(text, '[^\29]+') do
    local hold = M.decode_hold(entry)
    M.holds[#M.holds + 1] = hold
    strictest[hold.scope] = M.stricter(strictest[hold.scope] or 'open', hold.mode)
  end
  -- A mode without its hold could never be lifted, and a hold without its mode would stop nobody.
  if (strictest.sale or 'open') ~= M.meta.mode then M.corrupt('meta holds') end
  for i = 1, #M.meta.mode_order do
    local scope = M.meta.mode_order[i]
    if strictest[scope] ~= M.meta.modes[scope] then M.corrupt('meta holds') end
  end
  return M.holds
end

function M.stricter(a, b)
  return M.MODE_RANK[a] >= M.MODE_RANK[b] and a or b
end

function M.holds_on(scope)
  local holds, own = M.all_holds(), {}
  for i = 1, #holds do
    if holds[i].scope == scope then own[#own + 1] = holds[i] end
  end
  return own
end

function M.hold_of(holds, holder)
  for i = 1, #holds do
    if holds[i].holder == holder then return holds[i] end
  end
  return nil
end

-- Puts a hold to another mode, or makes it. To be called right after the effect that does so.
function M.put_hold(hold, mode, reason, left)
  if not hold.mode then M.holds[#M.holds + 1] = hold end
  hold.mode, hold.reason, hold.left = mode, reason, left
  hold.seq, hold.at = M.digits(M.meta.seq + M.effects), M.digits(M.real_ms)
  M.follow_holds(hold.scope)
end

function M.lift_hold(hold)
  local others = {}
  for i = 1, #M.holds do
    if M.holds[i] ~= hold then others[#others + 1] = M.holds[i] end
  end
  M.holds = others
  M.follow_holds(hold.scope)
end

-- The mode of a scope after its holds have changed.
function M.follow_holds(scope)
  local mode, holds = 'open', M.holds_on(scope)
  for i = 1, #holds do mode = M.stricter(mode, holds[i].mode) end
  if mode ~= M.mode_of(scope) then M.put_mode(scope, mode) end
  M.holds_changed = true
end

-- Whether one more scope may have a mode, and one more hold stand on it. What stops by itself the sale as a whole always may.
function M.has_room_for_mode(scope)
  return scope == 'sale' or M.meta.modes[scope] ~= nil or #M.meta.mode_order < M.SCOPED_MODES_MAX
end

function M.has_room_for_hold()
  return #M.all_holds() < M.HOLDS_MAX
end

function M.encode_holds()
  local texts = {}
  for i = 1, #M.holds do texts[i] = M.encode_hold(M.holds[i]) end
  return concat(texts, GS)
end

function M.refused_held(holds)
  local texts = {}
  for i = 1, #holds do texts[i] = M.encode_hold(holds[i]) end
  return STATUS.held .. US .. concat(texts, GS)
end
