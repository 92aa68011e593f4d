import { describe, expect, it } from 'vitest';
import { doctorText } from '../../../../../src/stores/redis/doctor/doctor-text.js';
import type { DoctorFinding, DoctorReport } from '../../../../../src/stores/redis/doctor/finding.js';

const EVICTING: DoctorFinding = {
  id: 'eviction-takes-counters',
  severity: 'block',
  subject: 'server',
  node: 'a:1',
  found: 'maxmemory-policy allkeys-lru, maxmemory 1',
  why: 'Because.',
  fix: 'CONFIG SET maxmemory-policy noeviction',
};

describe('doctorText', () => {
  it('prints what is found, why, and the fix', () => {
    expect(doctorText(reportOf([EVICTING]))).toBe(
      [
        'block eviction-takes-counters (a:1)',
        '      found: maxmemory-policy allkeys-lru, maxmemory 1',
        '      why:   Because.',
        '      fix:   CONFIG SET maxmemory-policy noeviction',
        '',
        '1 block, 0 hold, 0 warn, 0 info, 0 unknown; 1 read',
        '',
      ].join('\n'),
    );
  });

  it('says once what several servers have in common', () => {
    const text = doctorText(
      reportOf([EVICTING, { ...EVICTING, node: 'b:2' }, { ...EVICTING, node: 'c:3', found: 'x' }]),
    );
    expect(text).toContain('eviction-takes-counters (a:1, b:2)\n');
    expect(text).toContain('eviction-takes-counters (c:3)\n');
    expect(text).toContain('3 block');
  });

  it('prints what is unknown, and where to look', () => {
    const unknown = { what: 'save', node: 'a:1', why: 'NOPERM', how: 'CONFIG GET save' };
    expect(doctorText({ findings: [], checked: [], unknown: [unknown] })).toBe(
      'unknown save (a:1)\n      why:   NOPERM\n      how:   CONFIG GET save\n\n0 block, 0 hold, 0 warn, 0 info, 1 unknown; 0 read\n',
    );
  });
});

function reportOf(findings: readonly DoctorFinding[]): DoctorReport {
  return { findings, checked: ['maxmemory-policy (a:1)'], unknown: [] };
}
