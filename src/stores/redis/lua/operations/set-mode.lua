-- Whose hold is meant: the one named; else the actor's own; else, to lift or loosen, the only one there is. Answers the hold or nil,
-- and whether it is not clear or not there any more.
function M.hold_meant(holds, mode, actor, holder, current)
  local lifts_only = mode == 'open' or mode == 'probe'
  if holder ~= '' then
    local hold = M.hold_of(holds, holder)
    if hold then return hold, false end
    -- Nobody places a hold for another person.
    if lifts_only then return nil, #holds > 0 end
    return nil, holder ~= actor
  end
  local own = M.hold_of(holds, actor)
  if own or #holds == 0 then return own, false end
  if not lifts_only and M.MODE_RANK[mode] >= M.MODE_RANK[current] then return nil, false end
  if #holds > 1 then return nil, true end
  return holds[1], false
end

-- What stands against one more hold on a scope, or nil.
function M.refused_room(scope)
  if not M.has_room_for_mode(scope) then return STATUS.too_many_scopes end
  if not M.has_room_for_hold() then return STATUS.too_many_holds end
  return nil
end

-- The sale goes on in another generation: the counters were put right.
function M.accept_regression()
  M.meta.regressed = false
  -- Never one that was used before: an acceptance can be lost as well.
  M.meta.generation = max(M.meta.generation, M.echo_generation) + 1
  M.accept_counts()
end

-- Changes or lifts a hold, or makes one; `hold` is nil for a new one, or for none at all.
function M.change_hold(hold, scope, mode, actor, reason, left)
  if mode == 'open' then
    if hold then M.lift_hold(hold) end
  elseif hold or mode ~= 'probe' then
    M.put_hold(hold or { scope = scope, holder = actor }, mode, reason, left)
  end
end

-- What was counted while a rule held a scope must not trip it again with the first order that is let through.
function M.forget_counted(holder, scope)
  local rule = M.rules and sub(holder, 1, 5) == 'trip:' and M.rule_of(sub(holder, 6))
  if rule then M.reset_counter(rule, scope) end
end

-- mode, scope, actor, approver ('' = none), reason, accepted | '', holder ('' = not told), seq of the hold ('' = not told), orders a
-- probe lets through ('' = no probe)
M.OPERATIONS.set_mode = function(mode, scope, actor, approver, reason, regression, holder, hold_seq, sample)
  local current, holds = M.mode_of(scope), M.holds_on(scope)
  local accepts = M.meta.regressed and regression == 'accepted'
  if accepts and holder == '' and M.hold_of(holds, 'trip:regressed') then holder = 'trip:regressed' end
  local hold, is_unclear = M.hold_meant(holds, mode, actor, holder, current)
  if is_unclear then return M.refused_held(holds) end
  if hold_seq ~= '' and (not hold or hold.seq ~= hold_seq) then return M.refused_held(holds) end
  local is_looser = hold and M.MODE_RANK[mode] < M.MODE_RANK[hold.mode]
  local is_same = hold and mode == hold.mode or not hold and (mode == 'open' or mode == 'probe')
  if hold and hold.holder ~= actor and not is_looser and not is_same then return M.refused_held(holds) end
  if is_same and not accepts then return STATUS.already end
  if is_looser or regression == 'accepted' then
    if approver == '' or approver == actor or hold and approver == hold.holder then return STATUS.approver end
  end
  if is_looser and M.meta.regressed and not accepts then return STATUS.regressed end
  local refusal = not hold and not is_same and M.refused_room(scope)
  if refusal then return refusal end
  local whose = hold and hold.holder or actor
  M.effect(concat({ 'm', scope, whose, mode, actor, approver, reason, sample, accepts and '1' or '' }, US))
  M.change_hold(hold, scope, mode, actor, reason, mode == 'probe' and M.integer(sample, 'arguments') or nil)
  if is_looser then M.forget_counted(whose, scope) end
  if accepts then M.accept_regression() end
  return STATUS.changed .. US .. current .. US .. M.mode_of(scope)
end
