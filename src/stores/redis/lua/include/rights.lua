-- Asked before the first write: a right that is missing would otherwise show in the middle of it and leave half an effect.
function M.check_rights()
  M.check_right('HSET', KEYS[1], 'a', 'a')
  M.check_right('HSET', KEYS[2], 'a', 'a')
  M.check_right('HSET', KEYS[3], 'a', 'a')
  M.check_right('HSET', KEYS[4], 'a', 'a')
  M.check_right('HDEL', KEYS[4], 'a')
  M.check_right('LPOP', KEYS[5])
  M.check_right('RPUSH', KEYS[5], 'a')
  M.check_right('ZREM', KEYS[6], 'a')
  M.check_right('ZADD', KEYS[6], 0, 'a')
  M.check_right('XADD', KEYS[7], '*', 'a', 'a')
  if M.rules then M.check_right('HSET', KEYS[8], 'a', 'a') end
end

function M.check_right(command, ...)
  if not redis.acl_check_cmd(command, ...) then error({ err = 'NOPERM this user may not ' .. command .. ' what a sale writes' }) end
end
