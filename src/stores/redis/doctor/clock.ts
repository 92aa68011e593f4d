import type { NodeFacts } from './node-facts.js';
import type { Notes } from './notes.js';

/** Milliseconds; closer clocks cannot be told apart over a network. */
const APART_MS_MAX = 1000;

/** The clock of one server against the clock of this process. */
export function checkClock(facts: NodeFacts, notes: Notes): void {
  if (facts.clock.kind === 'unknown') {
    return notes.unknown({
      what: 'clock',
      why: facts.clock.why,
      how: 'TIME on the server against `date` on this host',
    });
  }
  notes.checked('clock');
  const { offsetMs, roundTripMs } = facts.clock.value;
  if (Math.abs(offsetMs) - roundTripMs / 2 <= APART_MS_MAX) return;
  notes.find('clock-apart-from-client', 'info', {
    found: `the server is ${Math.abs(offsetMs)} ms ${offsetMs > 0 ? 'ahead of' : 'behind'} this host`,
    why: 'Deadlines are decided by the clock of the server alone, so nothing breaks; times in logs will not match.',
    fix: 'Keep both hosts on NTP (timedatectl set-ntp true).',
  });
}

/** The clocks of the primaries of a Cluster against each other. */
export function checkPrimaries(all: readonly NodeFacts[], notes: Notes): void {
  const readings = all.flatMap((facts) =>
    facts.clock.kind === 'known' ? [{ address: facts.address, ...facts.clock.value }] : [],
  );
  if (readings.length < 2) return;
  readings.sort((a, b) => a.offsetMs - b.offsetMs);
  const first = readings[0];
  const last = readings.at(-1);
  if (first === undefined || last === undefined) return;
  const doubtMs = (first.roundTripMs + last.roundTripMs) / 2;
  const apartMs = last.offsetMs - first.offsetMs;
  notes.checked('clocks of the primaries');
  if (apartMs - doubtMs <= APART_MS_MAX) return;
  notes.find('clock-primaries-apart', 'warn', {
    found: `${last.address} is ${apartMs} ms ahead of ${first.address}`,
    why: 'A slot that moves between them takes its deadlines along: reservations would lapse early or late by this much.',
    fix: 'Keep every host of the cluster on NTP (timedatectl set-ntp true).',
  });
}
