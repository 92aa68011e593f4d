import { infoOf, type NodeFacts, settingOf, whyUnknown } from './node-facts.js';
import type { Notes } from './notes.js';
import { shown } from './shown.js';

const FIX_AOF =
  'CONFIG SET appendonly yes and CONFIG SET appendfsync everysec, and in redis.conf: appendonly yes, appendfsync everysec';

/** What a restart of the server would lose, and whether writing to disk works now. */
export function checkPersistence(facts: NodeFacts, notes: Notes): void {
  checkFailures(facts, notes);
  const aof = aofOf(facts);
  if (aof === undefined) {
    return notes.unknown({
      what: 'appendonly',
      why: whyUnknown(facts, 'appendonly'),
      how: 'CONFIG GET appendonly or INFO persistence (aof_enabled) as an administrator; it must be on',
    });
  }
  notes.checked('appendonly');
  return aof ? checkFsync(facts, notes) : checkSnapshots(facts, notes);
}

function aofOf(facts: NodeFacts): boolean | undefined {
  const setting = settingOf(facts, 'appendonly');
  if (setting !== undefined) return setting === 'yes';
  const field = infoOf(facts).get('aof_enabled');
  return field === undefined ? undefined : field === '1';
}

function checkSnapshots(facts: NodeFacts, notes: Notes): void {
  const save = settingOf(facts, 'save');
  if (save === undefined) {
    notes.unknown({
      what: 'save',
      why: whyUnknown(facts, 'save'),
      how: 'CONFIG GET save as an administrator. AOF is off: without save a restart loses the sale, with it the last minutes',
    });
  }
  if (save === '') {
    return notes.find('persistence-off', 'hold', {
      found: 'appendonly no, save ""',
      why: 'A restart loses every reservation and every sale: the next request finds an unknown sale.',
      fix: FIX_AOF,
    });
  }
  notes.find('persistence-snapshot-only', 'warn', {
    found: `appendonly no, save ${save === undefined ? 'not known' : `"${shown(save)}"`}`,
    why: 'A restart puts the counters back to the last snapshot (measured): acknowledged sales are gone and their units would be sold again. It is noticed and the sale stops.',
    fix: FIX_AOF,
  });
}

function checkFsync(facts: NodeFacts, notes: Notes): void {
  const fsync = settingOf(facts, 'appendfsync');
  if (fsync === undefined) {
    return notes.unknown({
      what: 'appendfsync',
      why: whyUnknown(facts, 'appendfsync'),
      how: 'CONFIG GET appendfsync as an administrator; everysec loses at most about a second, no as much as the kernel holds',
    });
  }
  notes.checked('appendfsync');
  if (fsync === 'no') {
    notes.find('persistence-fsync-no', 'warn', {
      found: 'appendfsync no',
      why: 'A crash of the host loses what the kernel had not written, often half a minute of acknowledged sales.',
      fix: 'CONFIG SET appendfsync everysec, and in redis.conf: appendfsync everysec',
    });
  }
  if (fsync === 'everysec') {
    notes.find('persistence-fsync-everysec', 'info', {
      found: 'appendfsync everysec',
      why: 'A crash of the host loses about one second of acknowledged sales. It is noticed and the sale stops.',
      fix: 'CONFIG SET appendfsync always loses none, at the price of one disk write for each batch',
    });
  }
}

function checkFailures(facts: NodeFacts, notes: Notes): void {
  const info = infoOf(facts);
  if (info.get('loading') === '1') {
    notes.find('server-loading', 'block', {
      found: 'loading 1',
      why: 'The server is reading its data from disk: every request is refused (LOADING) until it is done.',
      fix: 'Wait until INFO persistence says loading:0, then run the doctor again.',
    });
  }
  for (const field of ['rdb_last_bgsave_status', 'aof_last_write_status', 'aof_last_bgrewrite_status']) {
    const status = info.get(field);
    if (status === undefined || status === 'ok') continue;
    // Redis refuses writes after a failed append, and after a failed snapshot when snapshots are scheduled.
    const refuses =
      field === 'aof_last_write_status' ||
      (field === 'rdb_last_bgsave_status' && settingOf(facts, 'save') !== '');
    notes.find('persistence-failing', refuses ? 'block' : 'hold', {
      found: `${field} ${shown(status)}`,
      why: refuses
        ? 'The server cannot write to its disk and refuses every write (MISCONF).'
        : 'The server cannot write to its disk: the file of the journal grows, and a new replica cannot be fed.',
      fix: 'Make room on the disk or mend the rights of `dir` (CONFIG GET dir), then BGSAVE or BGREWRITEAOF, and read the log of the server.',
    });
  }
  if (info.has('rdb_last_bgsave_status')) notes.checked('rdb_last_bgsave_status, aof_last_write_status');
}
