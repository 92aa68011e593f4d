-- A payment that came after the reservation had lapsed: the units are reserved anew and sold in the same step, or it says why not.
function M.rescue(record)
  if OUT_OF_MEMORY then return STATUS.memory end
  local content = M.content_of(record)
  return M.refused_before_stock(content) or M.refused_by_stock(content, nil)
end

function M.sell(record, payment_ref, is_rescued)
  M.unfold(record)
  record.state, record.payment_ref = 'c', payment_ref
  M.record_changed(record)
  M.effect((is_rescued and 'R' or 'c') .. US .. record.id .. US .. payment_ref)
  return STATUS.committed .. US .. (is_rescued and '1' or '0')
end

function M.commit_late(record, payment_ref, late)
  if late ~= 'rescue' then return STATUS.expired end
  local refusal = M.rescue(record)
  if refusal then return STATUS.expired .. US .. refusal end
  local content = M.content_of(record)
  M.move(content, 0, 1, 1)
  M.spend(content.markdown)
  local reply = M.sell(record, payment_ref, true)
  M.trip_on_budget()
  return reply
end

-- id, payment reference, fingerprint ('' = not compared), refund | rescue
M.OPERATIONS.commit = function(id, payment_ref, fingerprint, late)
  local record = M.reservation_of(id)
  if not record then return STATUS.unknown_id end
  if record.state == 'c' then
    if record.payment_ref == payment_ref then return STATUS.already end
    return STATUS.duplicate_payment .. US .. record.payment_ref
  end
  if record.state == 'b' then return STATUS.restored end
  if record.state == 'x' then return STATUS.released end
  if record.state == 'e' and late ~= 'rescue' then return STATUS.expired end
  local content = M.content_of(record)
  if fingerprint ~= '' and content.fingerprint ~= '' and fingerprint ~= content.fingerprint then
    return STATUS.price_changed .. US .. content.fingerprint
  end
  if M.is_due(record) then M.expire(record) end
  if record.state == 'e' then return M.commit_late(record, payment_ref, late) end
  if M.meta.regressed then return STATUS.regressed end
  local mode, scope = M.strictest(content)
  if mode ~= 'open' and not (mode == 'drain' and record.state == 'p') then return M.refused_mode(mode, scope) end
  M.move(content, -1, 1, 0)
  return M.sell(record, payment_ref, false)
end
