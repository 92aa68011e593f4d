M.SCOPED_MODES_MAX = 256

-- mode, scope, actor, approver ('' = none), reason, accepted | ''
M.OPERATIONS.set_mode = function(mode, scope, actor, approver, reason, regression)
  local current = scope == 'sale' and M.meta.mode or M.meta.modes[scope] or 'open'
  local accepts = M.meta.regressed and regression == 'accepted'
  if current == mode and not accepts then return STATUS.already end
  local is_looser = M.MODE_RANK[mode] < M.MODE_RANK[current]
  if (is_looser or regression == 'accepted') and (approver == '' or approver == actor) then return STATUS.approver end
  if is_looser and M.meta.regressed and not accepts then return STATUS.regressed end
  if mode ~= 'open' and scope ~= 'sale' and not M.meta.modes[scope] and #M.meta.mode_order >= M.SCOPED_MODES_MAX then
    return STATUS.too_many_scopes
  end
  M.put_mode(scope, mode)
  if accepts then
    M.meta.regressed = false
    -- Never one that was used before: an acceptance can be lost as well.
    M.meta.generation = max(M.meta.generation, M.echo_generation) + 1
    M.accept_counts()
  end
  M.effect('m' .. US .. scope .. US .. mode .. US .. actor .. US .. approver .. US .. reason)
  return STATUS.changed .. US .. current
end
