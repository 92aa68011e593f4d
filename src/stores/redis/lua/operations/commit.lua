function M.sell(record, payment_ref, is_rescued)
  M.unfold(record)
  record.state, record.payment_ref = 'c', payment_ref
  M.record_changed(record)
  M.effect((is_rescued and 'R' or 'c') .. US .. record.id .. US .. payment_ref)
  M.add_total('committed')
  return STATUS.committed .. US .. (is_rescued and '1' or '0')
end

-- id, payment reference, fingerprint ('' = not compared), refund | rescue, epoch of the caller ('' = not told), epoch of the record
-- that the caller has compared prices with ('' = none)
M.OPERATIONS.commit = function(id, payment_ref, fingerprint, late, epoch, reserved_under)
  local record = M.reservation_of(id)
  if not record then return STATUS.unknown_id end
  if record.state == 'c' then
    if record.payment_ref == payment_ref then return STATUS.already end
    return STATUS.duplicate_payment .. US .. record.payment_ref
  end
  if record.state == 'b' then return STATUS.restored end
  if record.state == 'x' then return STATUS.released end
  if record.state == 'e' then
    local refusal = M.refused_late(record, payment_ref, late)
    if refusal then return refusal end
  end
  local content = M.content_of(record)
  if fingerprint ~= '' and content.fingerprint ~= '' and fingerprint ~= content.fingerprint then
    return STATUS.price_changed .. US .. content.fingerprint
  end
  if M.is_due(record) then M.expire(record) end
  if record.state == 'e' then return M.commit_late(record, payment_ref, late, epoch, reserved_under) end
  if record.state == 'v' then return STATUS.review end
  local refusal = M.refused_by_epoch(content, epoch, reserved_under)
  if refusal then return refusal end
  if M.meta.regressed then return STATUS.regressed end
  local mode, scope = M.strictest(content)
  if not M.may_go_on(mode, record) then return M.refused_mode(mode, scope) end
  M.move(content, -1, 1, 0)
  local reply = M.sell(record, payment_ref, false)
  if M.rules then M.count_sale(record) end
  return reply
end
