-- limit
M.OPERATIONS.expire = function(limit)
  limit = M.integer(limit, 'limit')
  local looked, expired = M.sweep_list(limit)
  local looked_later, expired_later = M.sweep_later(limit - looked, false)
  local is_full = looked + looked_later >= limit or M.work >= M.WORK_MAX
  return STATUS.swept .. US .. M.digits(expired + expired_later) .. US .. (is_full and '1' or '0')
end
