/** The newest commit of every chain, signed, to be kept where nobody can reach who can reach the database: cutting the tail of a chain, or writing all of it anew, breaks nothing else. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Database } from './database.ts';
import { isSignedBy, signerIn } from './head-key.ts';
import type { ChainFault, Head } from './verify.ts';

/** `at`: ms since 1970, by the clock on the wall. */
export type Anchor = { at: number; heads: Head[] };
/** As it was read back. */
export type KeptAnchor = Anchor & { isSigned: boolean };

/** @param folder of the data; the key that signs is made there on first use. @returns the public key, PEM. */
export function writeAnchor(folder: string, out: string, anchor: Anchor): string {
  const { sign, publicKey } = signerIn(folder);
  const signature = sign(canonical(anchor)).toString('base64');
  const heads = anchor.heads.map((head) => JSON.stringify(head)).join(',\n  ');
  put(out, `{"v": 1, "at": ${anchor.at}, "heads": [\n  ${heads}\n], "signature": "${signature}"}\n`);
  put(`${out}.pub`, publicKey);
  return publicKey;
}

/** @param key the file of the public key. @throws Error where one of the two is no such file. */
export function readAnchor(file: string, key: string): KeptAnchor {
  const { at, heads, signature } = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  const signed = Buffer.from(signature, 'base64');
  const isSigned = isSignedBy(readFileSync(key, 'utf8'), canonical({ at, heads }), signed);
  return { at, heads, isSigned };
}

export const newestHeads = ({ raw }: Pick<Database, 'raw'>): Head[] =>
  raw
    .prepare(
      `select site.code as chain, max(n) as n, hash from commit_row join site on site.key = commit_row.site
       group by commit_row.site order by site.code`,
    )
    .all() as Head[];

/** Every chain still has the commit that was its newest when the anchor was taken. */
export function verifyAnchor({ raw }: Pick<Database, 'raw'>, { heads, isSigned }: KeptAnchor): ChainFault[] {
  if (!isSigned)
    return [{ chain: '', n: 0, why: 'the file of the head was not signed with that key; it proves nothing' }];
  const hashOf = raw
    .prepare('select hash from commit_row where site = (select key from site where code = ?) and n = ?')
    .pluck();
  return heads.flatMap(({ chain, n, hash }) => {
    const there = hashOf.get(chain, n);
    if (there === hash) return [];
    const why = there === undefined ? 'is gone, though the head names it' : 'is another than the head names';
    return [{ chain, n, why: `commit ${n} ${why}` }];
  });
}

const shape = z.object({
  v: z.literal(1),
  at: z.int(),
  heads: z.array(z.object({ chain: z.string(), n: z.int().positive(), hash: z.string() })),
  signature: z.string(),
});

/** What is signed: one JSON array a line, as in the chains. */
const canonical = ({ at, heads }: Anchor): string =>
  [['changping-head', 1, at], ...heads.map(({ chain, n, hash }) => [chain, n, hash])]
    .map((line) => JSON.stringify(line))
    .join('\n');

/** Whole or not at all: somebody may be copying it. */
function put(file: string, text: string): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, file);
}
