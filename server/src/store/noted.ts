/** Which papers brought what others have noted of them. Writing runs inside an act's transaction. */
import type { Document } from '@changping/contracts/documents';
import type { Claim } from '../domain/documents/noting.ts';
import type { Database } from './database.ts';

export type Noted = {
  find(number: string): Document | undefined;
  /** How much of it others have noted. */
  byOthers(paper: string, goods: string, document: string): number;
  /** What a document notes now, instead of what it noted before. */
  keep(document: string, claims: readonly Claim[]): void;
  /** All that was noted of a paper, and one document that did. */
  of(paper: string): { goods: string; quantity: number; by: string }[];
};

export function noted({ raw }: Pick<Database, 'raw'>): Noted {
  const find = raw.prepare('select body from document where number = ? and body is not null').pluck();
  const keyOf = '(select key from document where id = ?)';
  const others = raw
    .prepare(
      `select coalesce(sum(quantity), 0) from noted where paper = ${keyOf} and goods = ? and document <> ${keyOf}`,
    )
    .pluck();
  const drop = raw.prepare(`delete from noted where document = ${keyOf}`);
  const add = raw.prepare(
    `insert into noted (document, paper, goods, quantity) values (${keyOf}, ${keyOf}, ?, ?)
     on conflict (document, paper, goods) do update set quantity = quantity + excluded.quantity`,
  );
  const of = raw.prepare(
    `select goods, sum(quantity) as quantity, min(number) as "by" from noted
     join document on document.key = noted.document where paper = ${keyOf} group by goods`,
  );
  return {
    find(number) {
      const body = find.get(number) as string | undefined;
      return body === undefined ? undefined : (JSON.parse(body) as Document);
    },
    byOthers: (paper, goods, document) => others.get(paper, goods, document) as number,
    keep(document, claims) {
      drop.run(document);
      for (const { paper, goods, quantity } of claims) add.run(document, paper, goods, quantity);
    },
    of: (paper) => of.all(paper) as ReturnType<Noted['of']>,
  };
}
