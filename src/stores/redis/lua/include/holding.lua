-- Moves the units of a reservation: counters and owners always together. `held`: what its owners hold more (1), less (-1), 0.
M.work = 0
function M.move(content, reserved, committed, held)
  local keys, quantities, owners = content.keys, content.quantities, content.owners
  M.work = M.work + #keys * (held ~= 0 and #owners or 1)
  for i = 1, #keys do
    local key, quantity = keys[i], quantities[i]
    local counters = M.held_counters(key)
    counters.reserved = counters.reserved + reserved * quantity
    counters.committed = counters.committed + committed * quantity
    M.stock_changed(counters)
    if held ~= 0 and counters.limit > 0 then
      for j = 1, #owners do M.add_usage(owners[j], key, held * quantity) end
    end
  end
end

function M.spend(amount)
  M.meta.spent = M.meta.spent + amount
  if M.meta.spent < 0 then M.corrupt('meta lossSpentMinor would go below zero') end
end

-- The end of a reservation that was not bought: everything it held comes back, once, because its state leaves r, p or v here.
function M.give_back(record, state)
  local content = M.content_of(record)
  if record.state == 'v' then
    M.unfold(record)
    record.mark = 'v'
  end
  M.move(content, -1, 0, -1)
  M.spend(-content.markdown)
  record.state = state
  M.record_changed(record)
end

function M.expire(record)
  M.give_back(record, 'e')
  M.effect('e' .. US .. record.id)
  M.add_total('expired')
  if M.rules then M.count_record(record, 'e') end
end

function M.is_open(record)
  return record.state == 'r' or record.state == 'p' or record.state == 'v'
end

function M.is_due(record)
  return M.is_open(record) and record.deadline <= M.now
end

-- Stops new reservations when what is left of the budget pays for no further unit on sale.
function M.trip_on_budget()
  local meta = M.meta
  if not meta.budget or meta.smallest == 0 or meta.budget - meta.spent >= meta.smallest then return end
  M.trip('loss_budget', 'sale', 'drain', meta.spent, 0, meta.budget)
end
