/** Everything that can be wrong with a database, one finding at a time, each with where it is. A check that can not even be done is a finding too. */
import { type KeptAnchor, verifyAnchor } from '../store/anchor.ts';
import type { Database } from '../store/database.ts';
import { type ChainFault, type Difference, rederive, verifyChains } from '../store/verify.ts';
import { type SchemaText, verifySchema } from '../store/verify-schema.ts';
import { verifySeals } from '../store/verify-seals.ts';

export type Check = 'file' | 'schema' | 'chain' | 'seal' | 'stock' | 'head';
/** Of the file and of what is derived no commit can be named. */
export type Finding = { check: Check; chain?: string; n?: number; why: string };
export type Watch = { began(check: Check): void; looked(commits: number): void };

/** `head`: as it was kept elsewhere. `schema`: as this version makes it. */
export type Known = { head: KeptAnchor | null; schema: SchemaText };

export function* findings(
  { raw }: Pick<Database, 'raw'>,
  { head, schema }: Known,
  { began, looked }: Watch = silent,
): Generator<Finding> {
  let commits = 0;
  const checks: [Check, () => Finding[]][] = [
    ['file', () => damages(raw)],
    ['schema', () => verifySchema({ raw }, schema).map((why) => ({ check: 'schema', why }))],
    ['chain', () => verifyChains({ raw }, () => looked(++commits)).faults.map(at('chain'))],
    ['seal', () => verifySeals({ raw }).map(at('seal'))],
    ['stock', () => rederive({ raw }).map(differs)],
    ['head', () => (head ? verifyAnchor({ raw }, head).map(at('head')) : [])],
  ];
  for (const [check, look] of checks) {
    began(check);
    yield* tried(check, look);
  }
}

const silent: Watch = { began() {}, looked() {} };

function tried(check: Check, look: () => Finding[]): Finding[] {
  try {
    return look();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ check, why: `can not be read: ${why}` }];
  }
}

const damages = (raw: Database['raw']): Finding[] =>
  (raw.pragma('integrity_check') as { integrity_check: string }[])
    .filter(({ integrity_check: why }) => why !== 'ok')
    .map(({ integrity_check: why }) => ({ check: 'file', why }));

const at =
  (check: Check) =>
  (fault: ChainFault): Finding => ({ check, ...fault });

const differs = ({ what, key, stored, derived }: Difference): Finding => ({
  check: 'stock',
  why: `${what} ${key}: ${stored ?? 'nothing'} is stored, ${derived ?? 'nothing'} follows from the entries`,
});
