import { gzipSync } from 'node:zlib';
import {
  accepted,
  bytesOf,
  csv,
  GOOD,
  HEADER,
  rawBytes,
  refusedFile,
  refusedRows,
  type HostileCase,
} from './hostile-case.js';

const GZ = { file: 'catalog.csv.gz' };
const PACKED = gzipSync(csv(HEADER, 'EP-100,129000,KRW', GOOD));
const LONG = gzipSync(
  csv(HEADER, ...Array.from({ length: 20_000 }, (_, i) => `EP-${String(i)},${String(20_000 + i)},KRW`)),
);

function damaged(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

/** Containers, compression and what the file system says. */
export const FILE_CASES: readonly HostileCase[] = [
  accepted('gzip', PACKED, { offers: 2 }, GZ),
  accepted('gzip that is not called so', PACKED, { offers: 2 }),
  accepted('plain text called gzip', csv(HEADER, GOOD), { offers: 1 }, GZ),
  accepted(
    'gzip of two members',
    Buffer.concat([PACKED, gzipSync(csv('EP-300,99000,KRW'))]),
    { offers: 3 },
    GZ,
  ),
  accepted('gzip padded with zero bytes', Buffer.concat([PACKED, new Uint8Array(512)]), { offers: 2 }, GZ),
  accepted(
    '20 MB of line ends in 20 KB of gzip',
    gzipSync(bytesOf(`${HEADER}\n${GOOD}\n${'\n'.repeat(20_000_000)}`)),
    { offers: 1 },
    GZ,
  ),
  refusedRows(
    'a row of 20 MB in 20 KB of gzip',
    gzipSync(bytesOf(`${HEADER}\n${GOOD}\nEP-100,${'9'.repeat(20_000_000)},KRW\n`)),
    { problems: ['row-too-long'], line: 3, offers: 1 },
    GZ,
  ),
  refusedFile('gzip cut off near its end', PACKED.subarray(0, -6), ['cut off', 'catalog.csv.gz'], GZ),
  refusedFile('gzip cut off in the middle', LONG.subarray(0, LONG.length / 2), ['cut off'], GZ),
  refusedFile('gzip cut off after its header', PACKED.subarray(0, 10), ['cut off'], GZ),
  refusedFile('gzip that holds gzip', gzipSync(PACKED), ['compressed twice'], GZ),
  refusedFile('gzip with a wrong checksum', damaged(PACKED, PACKED.length - 8), ['damaged'], GZ),
  refusedFile('gzip with a changed byte', damaged(LONG, LONG.length >> 1), ['catalog.csv.gz', 'gzip'], GZ),
  refusedFile('garbage that starts like gzip', rawBytes('\x1f\x8bnot really'), ['damaged'], GZ),
  refusedFile('gzip with text behind it', Buffer.concat([PACKED, csv(GOOD)]), ['catalog.csv.gz'], GZ),
  refusedFile(
    'gzip with text behind its padding',
    Buffer.concat([PACKED, new Uint8Array(512), csv(GOOD)]),
    ['catalog.csv.gz', 'other bytes'],
    GZ,
  ),
  refusedFile('gzip of nothing', gzipSync(new Uint8Array(0)), ['is empty'], GZ),
  refusedFile('an Excel workbook', rawBytes('PK\x03\x04\x14\x00\x06\x00'), ['Excel', 'CSV UTF-8']),
  refusedFile('an old Excel workbook', rawBytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), ['Excel']),
  refusedFile('a PDF document', bytesOf('%PDF-1.7\n'), ['PDF']),
  refusedFile('an error page', bytesOf('<!DOCTYPE html><title>404</title>'), ['HTML']),
  refusedFile('bzip2', rawBytes('BZh91AY&SY'), ['bzip2']),
  refusedFile('zstd', rawBytes('\x28\xb5\x2f\xfd\x04\x00'), ['zstd']),
  {
    name: 'a folder',
    files: { 'catalog.csv/': new Uint8Array(0) },
    args: ['catalog.csv'],
    expect: { exit: 2, stderr: ['catalog.csv', 'folder'] },
  },
  {
    name: 'a file that does not exist',
    files: {},
    args: ['catalog.csv'],
    expect: { exit: 2, stderr: ['catalog.csv', 'does not exist'] },
  },
  {
    name: 'a file below a file',
    files: { 'catalog.csv': csv(HEADER, GOOD) },
    args: ['catalog.csv/today.csv'],
    expect: { exit: 2, stderr: ['does not exist'] },
  },
  {
    name: 'a file nobody may read',
    files: { 'catalog.csv': csv(HEADER, GOOD) },
    args: ['catalog.csv'],
    unreadable: 'catalog.csv',
    expect: { exit: 2, stderr: ['catalog.csv', 'permissions'] },
  },
];
