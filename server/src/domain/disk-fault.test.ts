import { faults } from '@changping/contracts/faults';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diskFault } from './disk-fault.ts';

const coded = (code: unknown) => Object.assign(new Error('said by the disk'), { code });

// The names are of sqlite.org/rescode.html and errno(3).
it.each([
  ['SQLITE_FULL', 'disk'],
  ['SQLITE_BUSY', 'disk'],
  ['SQLITE_BUSY_SNAPSHOT', 'disk'],
  ['SQLITE_LOCKED', 'disk'],
  ['SQLITE_READONLY', 'disk'],
  ['SQLITE_NOMEM', 'disk'],
  ['ENOSPC', 'disk'],
  ['EDQUOT', 'disk'],
  ['EROFS', 'disk'],
  ['EMFILE', 'disk'],
  ['SQLITE_IOERR', 'untrusted'],
  ['SQLITE_IOERR_FSYNC', 'untrusted'],
  ['SQLITE_CORRUPT', 'untrusted'],
  ['SQLITE_NOTADB', 'untrusted'],
  ['SQLITE_CANTOPEN', 'untrusted'],
  ['EIO', 'untrusted'],
  ['SQLITE_CONSTRAINT_NOTNULL', 'ours'],
  ['SQLITE_ERROR', 'ours'],
  ['ERR_INVALID_ARG_TYPE', 'ours'],
] as const)('calls %s %s', (code, fault) => {
  expect(diskFault(coded(code))).toBe(fault);
});

it('never blames the disk for an error that does not name it', () => {
  fc.assert(
    fc.property(fc.anything(), (code) => {
      fc.pre(typeof code !== 'string' || !/^(SQLITE_|E)/.test(code));
      expect(diskFault(coded(code))).toBe('ours');
    }),
  );
  for (const code of Object.keys(faults)) expect(diskFault(coded(code))).toBe('ours');
  expect(diskFault(new TypeError('x is undefined'))).toBe('ours');
});
