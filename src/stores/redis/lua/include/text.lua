-- What is stored is not what this library wrote. Raised before the first write, so nothing was changed.
function M.corrupt(what)
  error({ err = 'SALEGUARD_CORRUPT ' .. what })
end

M.INTEGER_MAX = 9007199254740991

-- A whole number that was stored or sent as text: 0 to 2^53 - 1.
function M.integer(text, what)
  local number = tonumber(text)
  if not number or number < 0 or number > M.INTEGER_MAX or number ~= floor(number) then M.corrupt(what) end
  return number
end

-- Lua prints 1234567890123456 as 1.2345678901235e+15; this does not. The orders of a batch share most of their numbers.
local last_number, last_digits
function M.digits(number)
  if number ~= last_number then last_number, last_digits = number, format('%d', number) end
  return last_digits
end
