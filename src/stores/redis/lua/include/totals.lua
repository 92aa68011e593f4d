-- Totals: what the sale has counted since it opened, one meta field of numbers in this order. Grows only; no effect.
M.TOTALS = {
  'reserved', 'reviewing', 'paying', 'committed', 'released', 'expired', 'restored', 'signalled', 'rejected',
  'mode', 'epoch', 'regressed', 'unknown_sku', 'insufficient', 'customer_limit', 'loss_budget', 'owner_key',
}
M.TOTALS_PATTERN = '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$'
-- What this call adds, by name; what it does not add is not there.
M.tally = { reserved = 0 }

function M.add_total(name)
  M.tally[name] = (M.tally[name] or 0) + 1
  M.is_tallied = true
end

-- Counts a refusal of an order, a status or status US details, and hands it back. A refusal that is none of the totals is not counted.
function M.count_refusal(refusal)
  local number = tonumber(refusal) or tonumber(match(refusal, '^(%d+)\31'))
  for i = 10, #M.TOTALS do
    if STATUS[M.TOTALS[i]] == number then M.add_total(M.TOTALS[i]) end
  end
  return refusal
end

-- The field as it is to be written, or nil when nothing was added. Asked for before the first write.
function M.totals_text()
  if M.tally.reserved == 0 and not M.is_tallied then return nil end
  local texts, names = { match(M.meta.totals_text, M.TOTALS_PATTERN) }, M.TOTALS
  if #texts ~= #names then M.corrupt('meta totals') end
  for i = 1, #names do
    local added = M.tally[names[i]]
    if added then texts[i] = M.digits(M.integer(texts[i], 'meta totals') + added) end
  end
  return concat(texts, ' ')
end
