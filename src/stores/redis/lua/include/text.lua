-- What is stored is not what this library wrote. Raised before the first write, so nothing was changed.
function M.corrupt(what)
  error({ err = 'SALEGUARD_CORRUPT ' .. what })
end

M.INTEGER_MAX = 9007199254740991

-- A whole number that was stored or sent as text: 0 to 2^53 - 1.
function M.integer(text, what)
  local number = tonumber(text)
  if not number or number > M.INTEGER_MAX or find(text, '%D') then M.corrupt(what) end
  return number
end

-- Lua prints 1234567890123456 as 1.2345678901235e+15; this does not. The orders of a batch share most of their numbers.
M.printed = {}
function M.digits(number)
  local text = M.printed[number]
  if not text then
    text = format('%d', number)
    M.printed[number] = text
  end
  return text
end
