/** What a failed write says of the disk: it may come right by itself, it can't be trusted any more, or the mistake is ours. Known by the words of SQLite and of the operating system. */

export type DiskFault = 'disk' | 'untrusted' | 'ours';

/** A full or busy disk may come right; an I/O error or a damaged file never does by itself. */
export function diskFault(error: Error): DiskFault {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^SQLITE_(FULL|BUSY|LOCKED|READONLY|NOMEM)/.test(code) || mayComeRight.has(code)) return 'disk';
  // After EIO the kernel may have thrown the unwritten pages away: a second fsync would call them safe.
  if (/^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN)/.test(code) || code === 'EIO') return 'untrusted';
  return 'ours';
}

const mayComeRight: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'ENOMEM',
  'EMFILE',
  'ENFILE',
]);
