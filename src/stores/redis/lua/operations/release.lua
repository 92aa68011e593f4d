-- id
M.OPERATIONS.release = function(id)
  local record = M.reservation_of(id)
  if not record then return STATUS.unknown_id end
  if record.state == 'c' or record.state == 'b' then return STATUS.use_restore end
  if record.state == 'x' or record.state == 'e' then return STATUS.already .. US .. record.state end
  M.give_back(record, 'x')
  M.effect('x' .. US .. id)
  M.add_total('released')
  if M.rules then M.count_record(record, 'l') end
  return STATUS.released
end
