-- A later answer for a reservation that is not open any more, or nil.
function M.ended(record)
  if not record then return STATUS.unknown_id end
  if record.state == 'c' then return STATUS.committed end
  if record.state == 'b' then return STATUS.restored end
  if record.state == 'x' then return STATUS.released end
  if record.state == 'e' then return STATUS.expired end
  if M.is_due(record) then
    M.expire(record)
    return STATUS.expired
  end
  if record.state == 'v' then return STATUS.review end
  return nil
end

function M.extended(record)
  return STATUS.extended .. US .. M.digits(record.deadline + M.offset)
end

function M.move_deadline(record, deadline)
  record.deadline = deadline
  M.record_changed(record)
  M.queue(record.id, deadline, false)
end

-- id, ttl ms
M.OPERATIONS.begin_payment = function(id, ttl)
  local record = M.reservation_of(id)
  local refusal = M.ended(record)
  if refusal then return refusal end
  if record.state == 'p' then return M.extended(record) end
  if OUT_OF_MEMORY then return STATUS.memory end
  if M.meta.regressed then return STATUS.regressed end
  local mode, scope = M.strictest(M.content_of(record))
  if mode ~= 'open' and mode ~= 'probe' then return M.refused_mode(mode, scope) end
  record.state = 'p'
  M.move_deadline(record, max(record.deadline, M.now + M.integer(ttl, 'ttl')))
  M.effect('p' .. US .. id .. US .. M.digits(record.deadline))
  M.add_total('paying')
  return M.extended(record)
end

-- id, number of the extension, ttl ms
M.OPERATIONS.extend = function(id, attempt, ttl)
  local record = M.reservation_of(id)
  local refusal = M.ended(record)
  if refusal then return refusal end
  M.unfold(record)
  attempt = M.integer(attempt, 'attempt')
  if attempt <= record.extension_count then return M.extended(record) end
  if attempt > record.extension_count + 1 then return STATUS.extension_order .. US .. M.digits(record.extension_count) end
  if OUT_OF_MEMORY then return STATUS.memory end
  if M.meta.regressed then return STATUS.regressed end
  local mode, scope = M.strictest(M.content_of(record))
  if not M.may_go_on(mode, record) then return M.refused_mode(mode, scope) end
  local deadline = max(record.deadline, M.now + M.integer(ttl, 'ttl'))
  local total = record.extended_ms + deadline - record.deadline
  if attempt > M.meta.extension_count_max or total > M.meta.extension_total_max_ms then
    return STATUS.extension_limit .. US .. M.digits(M.meta.extension_count_max) .. US .. M.digits(M.meta.extension_total_max_ms)
  end
  record.extension_count, record.extended_ms = attempt, total
  M.move_deadline(record, deadline)
  M.effect('t' .. US .. id .. US .. M.digits(attempt) .. US .. M.digits(deadline))
  return M.extended(record)
end
