-- id, a accept | j reject, ttl ms ('' = the sale's), actor, reason
M.OPERATIONS.resolve_review = function(id, decision, ttl, actor, reason)
  local record = M.reservation_of(id)
  if not record then return STATUS.unknown_id end
  if record.state == 'e' then return STATUS.expired end
  if record.state ~= 'v' then return STATUS.already .. US .. record.state end
  if decision == 'j' then
    M.give_back(record, 'x')
    M.effect(concat({ 'w', id, 'j', actor, reason, '' }, US))
    M.add_total('released')
    if M.rules then M.count_record(record, 'l') end
    return STATUS.resolved .. US .. 'x' .. US .. ''
  end
  if M.is_due(record) then
    M.expire(record)
    return STATUS.expired
  end
  if OUT_OF_MEMORY then return STATUS.memory end
  if M.meta.regressed then return STATUS.regressed end
  local mode, scope = M.strictest(M.content_of(record))
  if mode ~= 'open' and mode ~= 'probe' then return M.refused_mode(mode, scope) end
  local ttl_ms = ttl == '' and M.meta.ttl_ms or M.integer(ttl, 'ttl')
  M.unfold(record)
  record.state = 'r'
  M.record_changed(record)
  if M.now + ttl_ms > record.deadline then
    record.mark = 'm'
    M.move_deadline(record, M.now + ttl_ms)
  end
  M.effect(concat({ 'w', id, 'a', actor, reason, M.digits(record.deadline) }, US))
  return STATUS.resolved .. US .. 'r' .. US .. M.digits(record.deadline + M.offset)
end
