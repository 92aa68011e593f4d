-- A payment that came after the reservation had lapsed: the units are reserved anew and sold in the same step, or it says why not.
function M.refused_rescue(record, epoch, reserved_under)
  if OUT_OF_MEMORY then return STATUS.memory end
  local content = M.content_of(record)
  M.unfold(record)
  if record.mark == 'v' then return STATUS.review end
  local refusal = M.refused_by_epoch(content, epoch, reserved_under)
  if refusal then return refusal end
  if M.meta.regressed then return STATUS.regressed end
  refusal = M.refused_to_rescue(content)
  if refusal then return refusal end
  local has_compared = epoch ~= '' and epoch == M.meta.epoch and content.epoch == reserved_under
  if content.epoch ~= '' and not has_compared and not M.is_taken_epoch(content.epoch) then return M.refused_epoch() end
  return M.refused_by_stock(content, nil, M.refused_to_rescue)
end

-- A probe is for shoppers who come now.
function M.refused_to_rescue(content)
  local mode, scope = M.strictest(content)
  return mode ~= 'open' and M.refused_mode(mode, scope) or nil
end

function M.sell(record, payment_ref, is_rescued)
  M.unfold(record)
  record.state, record.payment_ref = 'c', payment_ref
  M.record_changed(record)
  M.effect((is_rescued and 'R' or 'c') .. US .. record.id .. US .. payment_ref)
  M.add_total('committed')
  return STATUS.committed .. US .. (is_rescued and '1' or '0')
end

function M.commit_late(record, payment_ref, late, epoch, reserved_under)
  if late ~= 'rescue' then return STATUS.expired end
  local refusal = M.refused_rescue(record, epoch, reserved_under)
  if refusal then return STATUS.expired .. US .. refusal end
  local content, spent_before = M.content_of(record), M.meta.spent
  M.move(content, 0, 1, 1)
  M.spend(content.markdown)
  local reply = M.sell(record, payment_ref, true)
  M.trip_on_budget()
  if M.rules then
    M.happening.spent_before = M.meta.budget and content.markdown > 0 and spent_before or nil
    M.count_record(record, 'c')
    M.happening.spent_before = nil
  end
  return reply
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
  if record.state == 'e' and late ~= 'rescue' then return STATUS.expired end
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
