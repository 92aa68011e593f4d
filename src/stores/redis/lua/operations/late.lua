-- A payment that came after the reservation had lapsed: the units are reserved anew and sold in the same step, or it is refused, and
-- says why. Refused once, the same payment stays refused: whoever was told so gives the money back.
M.REFUSED_PAYMENTS_MAX = 16

-- What is answered before the price is looked at, or nil when a rescue may be tried.
function M.refused_late(record, payment_ref, late)
  M.unfold(record)
  local is_rescue, count = late == 'rescue', 0
  for refused in gmatch(record.payment_ref, '[^\28]+') do
    if refused == payment_ref then return M.expired_for_good(is_rescue) end
    count = count + 1
  end
  -- No room to remember another one: none is taken any more.
  if count >= M.REFUSED_PAYMENTS_MAX then return M.expired_for_good(is_rescue) end
  return not is_rescue and M.refuse_for_good(record, payment_ref) or nil
end

function M.expired_for_good(is_rescue)
  return is_rescue and STATUS.expired .. US .. STATUS.payment_refused or STATUS.expired
end

-- `reason` is nil where nobody asked for a rescue.
function M.refuse_for_good(record, payment_ref, reason)
  record.payment_ref = record.payment_ref == '' and payment_ref or record.payment_ref .. FS .. payment_ref
  M.record_changed(record)
  M.effect('l' .. US .. record.id .. US .. payment_ref)
  return reason and STATUS.expired .. US .. reason or STATUS.expired
end

function M.commit_late(record, payment_ref, late, epoch, reserved_under)
  local refusal = M.refused_late(record, payment_ref, late)
  if refusal then return refusal end
  local reason = M.refused_rescue(record, epoch, reserved_under)
  if reason then return M.refuse_for_good(record, payment_ref, reason) end
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

function M.refused_rescue(record, epoch, reserved_under)
  if OUT_OF_MEMORY then return STATUS.memory end
  local content = M.content_of(record)
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
