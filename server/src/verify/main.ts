/** npm run changping: prove a database from outside of its server, and take the head that such a proof needs. Works beside a running server; Ctrl-C ends it at any time, for it only reads. */
import { existsSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { readSettings } from '../settings.ts';
import { newestHeads, readAnchor, writeAnchor } from '../store/anchor.ts';
import { freshSchema } from '../store/verify-schema.ts';
import { type Check, type Finding, findings, type Watch } from './findings.ts';

const usage = `npm run changping -- verify --settings FILE [--head FILE] [--key FILE]
  Is everything in the database as it was written? One line a finding; ends with 1 where there are any.
  --head FILE  the head as it was kept elsewhere: without it nobody can see that the end of a chain was cut off
  --key FILE   the public key that signed it; without it FILE.pub beside the head
npm run changping -- head --settings FILE --out FILE
  Writes the newest commit of every chain, signed, and the public key beside it in FILE.pub. Keep both off this computer.
--data DIR     instead of --settings: the folder of the data itself
npm run changping -- check-report --help: is a report as it was made?
npm run changping -- certs --help: a certificate for the server
npm run changping -- new-code --help: an administrator who has lost password or phone comes in anew`;
const findingsShown = 100;

const { values, command } = wish();
const folder = dataOf(values);
const file = join(folder, 'changping.sqlite');
if (!existsSync(file)) misuse(`There is no database ${file}.`);
const raw = new Sqlite(file, { readonly: true });
try {
  process.exitCode = command === 'head' ? takeHead(values.out) : await prove(values.head, values.key);
} finally {
  raw.close();
}

async function prove(head: string | undefined, key: string | undefined): Promise<number> {
  const anchor = head === undefined ? null : kept(pathOf(head), key);
  const schema = await freshSchema();
  // One moment of the book, however long this takes; letters go on being kept meanwhile.
  raw.exec('begin');
  const counts = new Map<Check, number>();
  for (const finding of findings({ raw }, { head: anchor, schema }, progress())) {
    const count = (counts.get(finding.check) ?? 0) + 1;
    counts.set(finding.check, count);
    // A systematic fault is one in every row.
    if (count <= findingsShown) console.log(lineOf(finding));
  }
  for (const [check, count] of counts)
    if (count > findingsShown) console.log(`${check}: and ${count - findingsShown} more`);
  if (counts.size) return 1;
  const proved = newestHeads({ raw }).map(({ chain, n }) => `${chain} ${n}`);
  console.log(
    `Nothing is wrong: file, tables, ${proved.length} chains (${proved.join(', ')}), letters, documents, lots and stock.`,
  );
  if (anchor) console.log(`The head of ${new Date(anchor.at).toISOString()} is there.`);
  else console.log('Whether the end of a chain was cut off only a head kept elsewhere can say: --head FILE.');
  return 0;
}

function takeHead(out: string | undefined): number {
  if (out === undefined) misuse(usage);
  const heads = newestHeads({ raw });
  const publicKey = writeAnchor(folder, pathOf(out), { at: Date.now(), heads });
  for (const { chain, n, hash } of heads) console.log(`${chain} ${n} ${hash}`);
  console.log(`\n${publicKey}\nKeep ${out} and ${out}.pub where nobody of this computer can change them.`);
  return 0;
}

function kept(head: string, key: string | undefined) {
  try {
    return readAnchor(head, key === undefined ? `${head}.pub` : pathOf(key));
  } catch (error) {
    return misuse(`${head}: no head, or no key to it: ${(error as Error).message}`);
  }
}

function lineOf({ check, chain, n, why }: Finding): string {
  return `${check}: ${chain ? `${chain} ${n}: ` : ''}${why}`;
}

/** Of a long book, on stderr: standard output has findings alone. */
function progress(): Watch {
  const all = newestCount();
  const say = (text: string) => void writeSync(2, `${text}\n`);
  return {
    began: (check) => say(`${check} …`),
    looked(commits) {
      if (commits % 20_000 === 0) say(`chain … ${commits} of ${all} commits`);
    },
  };
}

function newestCount(): number | string {
  try {
    return raw.prepare('select count(*) from commit_row').pluck().get() as number;
  } catch {
    return '?';
  }
}

function wish() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        settings: { type: 'string' },
        data: { type: 'string' },
        head: { type: 'string' },
        key: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    const [command, ...more] = positionals;
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    if ((command !== 'verify' && command !== 'head') || more.length) misuse(usage);
    return { values, command };
  } catch (error) {
    return misuse(`${(error as Error).message}\n${usage}`);
  }
}

function dataOf({ settings, data }: { settings?: string | undefined; data?: string | undefined }): string {
  if ((settings === undefined) === (data === undefined)) misuse(usage);
  if (data !== undefined) return pathOf(data);
  try {
    return readSettings(pathOf(settings as string)).data;
  } catch (error) {
    return misuse((error as Error).message);
  }
}

function misuse(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

/** As typed where npm was called. */
function pathOf(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}
