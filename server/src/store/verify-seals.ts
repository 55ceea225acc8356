/** What the chains seal by digest or by a name alone is still what was sealed: letters, documents, lots; and no row stands beside the chains or out of their order. Reads only. */
import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import type { ChainFault } from './verify.ts';

/** Where no commit can be named the chain is "" and n is 0. */
export function verifySeals(db: Pick<Database, 'raw'>): ChainFault[] {
  return [...letters(db), ...documents(db), ...lots(db), ...looseRows(db)];
}

const commitOf = (key: string) =>
  `left join commit_row on commit_row.key = ${key} left join site on site.key = commit_row.site`;
const where = `coalesce(site.code, '') as chain, coalesce(n, 0) as n`;
// What somebody made of an audit row need not be JSON any more.
const after = `iif(json_valid(after), after, '{}')`;

/** Of climate curves and of poison the bytes are kept elsewhere. */
function letters({ raw }: Pick<Database, 'raw'>): ChainFault[] {
  const rows = raw.prepare(
    `select ${where}, gateway.code as gateway, seq, lower(hex(digest)) as digest, body from evidence ${commitOf('commit_key')}
       left join outbox on outbox.key = evidence.outbox left join gateway on gateway.key = outbox.gateway
     where kind not in ('climate', 'quarantined')`,
  );
  const faults: ChainFault[] = [];
  for (const row of rows.iterate() as Iterable<LetterRow>)
    if (!isOf(row.body, row.digest))
      faults.push({
        ...{ chain: row.chain, n: row.n },
        why: `the bytes of letter ${row.seq} of ${row.gateway} are not those that came`,
      });
  return faults;
}
type Where = { chain: string; n: number };
type LetterRow = Where & { gateway: string; seq: number; digest: string; body: Buffer | null };

/** @param digest hex of SHA-256 */
const isOf = (body: Buffer | string | null, digest: string): boolean =>
  body !== null && createHash('sha256').update(body).digest('hex') === digest;

/** A document is what its last step left. Steps from before they were sealed bind nothing but that there was one. */
function documents({ raw }: Pick<Database, 'raw'>): ChainFault[] {
  const steps = raw.prepare(
    `select ${where}, coalesce(${after} ->> '$.number', object) as number, coalesce(${after} ->> '$.version', 1) as version,
       ${after} ->> '$.digest' as digest
     from audit ${commitOf('commit_key')}
     where result = 'ok' and coalesce(${after} -> '$.moves', ${after} -> '$.lines') is not null order by audit.key`,
  );
  const last = new Map<string, Step>();
  for (const step of steps.iterate() as Iterable<Step>)
    if (step.version >= (last.get(step.number)?.version ?? 0)) last.set(step.number, step);
  const rows = raw.prepare(
    `select number, body, case when json_valid(body) then
       document.number = body ->> '$.number' and id = body ->> '$.id' and type = body ->> '$.type' and state = body ->> '$.state'
       and version = body ->> '$.version' and site.code = body ->> '$.site' and there is body ->> '$.there'
     else 0 end as agrees
     from document left join site on site.key = document.site where body is not null`,
  );
  const faults: ChainFault[] = [];
  for (const { number, body, agrees } of rows.iterate() as Iterable<DocumentRow>) {
    const step = last.get(number);
    last.delete(number);
    const at = { chain: step?.chain ?? '', n: step?.n ?? 0 };
    if (!step) faults.push({ ...at, why: `document ${number} was never opened by anybody` });
    else if (step.digest !== null && !isOf(body, step.digest))
      faults.push({ ...at, why: `document ${number} is not what its last step left` });
    else if (!agrees) faults.push({ ...at, why: `the row of document ${number} says other than its body` });
  }
  for (const { chain, n, number } of last.values())
    faults.push({ chain, n, why: `document ${number} is gone` });
  return faults;
}
type Step = Where & { number: string; version: number; digest: string | null };
type DocumentRow = { number: string; body: string; agrees: 0 | 1 | null };

/** Lots that a document brought; of an import its rows tell only how many, and a lease names lots that were there. */
function lots({ raw }: Pick<Database, 'raw'>): ChainFault[] {
  const rows = raw.prepare(
    `select ${where}, fresh.value ->> '$.lot' as lot
     from audit ${commitOf('commit_key')}, json_each(${after}, '$.lots') as fresh
     where result = 'ok' and action not like 'lease.%' and fresh.type = 'object' and not exists (
       select 1 from lot join kind on kind.key = lot.kind
       where lot.code = fresh.value ->> '$.lot' and kind.code = fresh.value ->> '$.kind'
         and made_on is fresh.value ->> '$.madeOn' and expires_on is fresh.value ->> '$.expiresOn'
         and supplier is fresh.value ->> '$.supplier')`,
  );
  return (rows.all() as (Where & { lot: string })[]).map(({ lot, ...at }) => ({
    ...at,
    why: `lot ${lot} is not as it was brought: kind, dates or supplier`,
  }));
}

/** Beside the chains, or out of their order: what every chain would pass over. */
function looseRows({ raw }: Pick<Database, 'raw'>): ChainFault[] {
  const found = (why: string, sql: string): ChainFault[] =>
    (raw.prepare(sql).all() as (Where & { key: number })[]).map(({ key, ...at }) => ({
      ...at,
      why: `${why} (row ${key})`,
    }));
  const perTable = (['entry', 'evidence', 'audit'] as const).flatMap((table) => [
    ...found(
      `${table}: a row that no commit sealed`,
      `select '' as chain, 0 as n, ${table}.key from ${table}
       where not exists (select 1 from commit_row where commit_row.key = ${table}.commit_key)`,
    ),
    ...found(
      `${table}: a row out of the order of its chain`,
      `select chain, n, key from (
         select ${where}, ${table}.key, n < lag(n) over (partition by commit_row.site order by ${table}.key) as isEarly
         from ${table} ${commitOf('commit_key')}) where isEarly`,
    ),
  ]);
  return [
    ...perTable,
    ...found(
      'a commit of no site',
      `select '' as chain, n, key from commit_row where not exists (select 1 from site where site.key = commit_row.site)`,
    ),
    ...found(
      'an entry of a piece in another quantity or lot than the piece has',
      `select ${where}, entry.key from entry ${commitOf('entry.commit_key')} join cell on cell.key = to_cell join piece on piece.key = cell.piece
       where entry.quantity <> piece.quantity or cell.lot <> piece.lot`,
    ),
    ...found(
      'an entry by a letter that its commit does not hold',
      `select ${where}, entry.key from entry ${commitOf('entry.commit_key')} left join evidence on evidence.key = entry.evidence
       where entry.evidence is not null and evidence.commit_key is not entry.commit_key`,
    ),
  ];
}
