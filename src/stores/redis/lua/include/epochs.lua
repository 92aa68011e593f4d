-- Epochs: which price books orders may be under.

-- In force, or the one before while its overlap lasts.
function M.is_taken_epoch(epoch)
  local meta = M.meta
  if epoch == meta.epoch then return true end
  return meta.overlap_till_ms and M.now < meta.overlap_till_ms and epoch == meta.overlap_epoch or false
end

function M.refused_epoch()
  return STATUS.epoch .. US .. M.meta.epoch
end

-- What stands against a commit by a caller of price book `epoch` ('' = not told) who has compared the prices with those of the book
-- `reserved_under` ('' = with none).
function M.refused_by_epoch(content, epoch, reserved_under)
  if epoch == '' then return nil end
  if not M.is_taken_epoch(epoch) then return M.refused_epoch() end
  if content.epoch ~= '' and content.epoch ~= epoch and content.epoch ~= reserved_under then
    return STATUS.reserved_under .. US .. content.epoch
  end
  return nil
end
