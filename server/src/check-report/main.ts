/** npm run changping -- check-report: is this file a report of that ledger, and is every byte as it was made? With the database also: is the head it names in the chain, and what was sealed since. Needs no running server; with the public key alone any computer can tell. */
import { existsSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { readSettings } from '../settings.ts';
import { hasSigner, signerIn, xOf } from '../store/head-key.ts';
import { type Standing, standingOf } from './standing.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const usage = `npm run changping -- check-report FILE (--settings FILE | --data DIR) [--key FILE]
  Is this PDF, XLSX or CSV a report of this ledger, with every byte as it was made? Is the head it names in the chain, and what was sealed after?
npm run changping -- check-report FILE --key FILE
  The same without the ledger, on any computer: FILE is the public key that "npm run changping -- head" writes. It tells nothing of the chain.
The first word is the answer; ends with 0 where it is genuine, with 1 where it is
  altered       a byte of it, or of its signature, is another than was signed
  foreign       signed with another key: the report of another ledger, or of somebody with a key of his own
  unsigned      no report of ours, or one that another program saved anew
  unknown head  signed with this key, but the chain of this ledger has no such commit`;
/** The server makes none that is larger. */
const longest = 128 * 1024 * 1024;

const sentences = {
  genuine: 'genuine: no byte is another than was signed with this key.',
  altered:
    'altered: a byte of the file, or of its signature, is another than was signed. Nothing in it is proved.',
  foreign: 'foreign: the file is whole, but another key signed it. It is no report of this ledger.',
  unsigned:
    'unsigned: there is no signature of ours in it. Where another program saved a report anew, fetch it once more.',
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      settings: { type: 'string' },
      data: { type: 'string' },
      key: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const [, file, ...more] = positionals;
  const both = values.settings !== undefined && values.data !== undefined;
  const folder = values.settings
    ? readSettings(pathOf(values.settings)).data
    : values.data === undefined
      ? null
      : pathOf(values.data);
  if (!file || more.length || both || (folder === null && values.key === undefined)) throw new Error(usage);
  process.exitCode = check(pathOf(file), folder, values.key === undefined ? null : pathOf(values.key));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

function check(file: string, folder: string | null, key: string | null): number {
  if (fileAt(file).size > longest) throw new Error(`${file} is larger than any report.`);
  const verdict = verdictOf(readFileSync(file), keyOf(folder, key));
  if (verdict.is !== 'genuine') {
    console.log(sentences[verdict.is]);
    if (verdict.is === 'foreign') for (const line of claimed(verdict)) console.log(line);
    return 1;
  }
  const standing = folder === null ? null : standingIn(folder, verdict.claim.head);
  const isUnknown = standing?.is === 'unknownHead';
  console.log(isUnknown ? `unknown head: ${standing.why}.` : sentences.genuine);
  for (const line of [...claimed(verdict), ...(standing ? stood(standing) : [])]) console.log(line);
  return isUnknown ? 1 : 0;
}

/** What comes out of a pipe or a device has no end that could be asked for before it is read. @throws Error */
function fileAt(path: string): Stats {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new Error(`There is no file ${path}.`);
  return stats;
}

function keyOf(folder: string | null, key: string | null): string {
  if (key !== null) {
    fileAt(key);
    return xOf(readFileSync(key, 'utf8'));
  }
  // To make one here would call every report of this ledger foreign.
  if (folder === null || !hasSigner(folder)) throw new Error(`There is no key in ${folder}: --key FILE.`);
  return signerIn(folder).x;
}

function standingIn(folder: string, head: Parameters<typeof standingOf>[1]): Standing {
  const database = join(folder, 'changping.sqlite');
  if (!existsSync(database)) throw new Error(`There is no database ${database}.`);
  const raw = new Sqlite(database, { readonly: true });
  try {
    return standingOf({ raw }, head);
  } finally {
    raw.close();
  }
}

function claimed({ claim: { head, at, by, order }, key }: Extract<Verdict, { key: string }>): string[] {
  return [
    `made  ${time(at)} by ${by}`,
    `order ${JSON.stringify(order)}`,
    `head  ${head.chain} n = ${head.n} SM3 ${head.hash}`,
    `key   ${key}`,
  ].map(plainly);
}

/** Whoever made the file wrote these: they begin no line of ours, and give the terminal no order. */
function plainly(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u{${(sign.codePointAt(0) as number).toString(16)}}`,
  );
}

function stood(standing: Standing): string[] {
  if (standing.is === 'unknownHead') return [];
  const { recordedAt, after } = standing;
  const when = recordedAt === null ? 'before the first commit' : `recorded ${time(recordedAt)}`;
  const since = after.newest
    ? `commits sealed after it: ${after.commits}, with ${after.entries} entries; the newest is n = ${after.newest.n} at ${time(after.newest.recordedAt)}`
    : 'nothing was sealed after it';
  return [
    `chain the head is in the chain of this ledger, ${when}; ${since}.`,
    'Whether that chain is whole: npm run changping -- verify.',
  ];
}

function time(at: number): string {
  return new Date(at).toISOString();
}

/** As typed where npm was called. */
function pathOf(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}
