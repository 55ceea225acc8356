/** What the book has of a lot, told to whoever names it otherwise: a number is of one kind alone, and of one making. */
import { Fault } from '@changping/contracts/faults';
import type { Kind } from '@changping/contracts/live';

export type KnownLot = {
  kind: string;
  madeOn: string | null;
  expiresOn: string | null;
  supplier: string | null;
};
export type KindNames = Pick<ReadonlyMap<string, Pick<Kind, 'name' | 'nameEn'>>, 'get'>;

const facts = ['madeOn', 'expiresOn', 'supplier'] as const;

/** What is not said contradicts nothing; nor does a supplier where the book has none. @throws Fault lotOfOther, lotDiffers */
export function mustAgree(code: string, said: KnownLot, known: KnownLot, kinds: KindNames): void {
  mustBeOf(code, said.kind, known.kind, kinds);
  const differs = facts.some(
    (fact) =>
      said[fact] !== null && said[fact] !== known[fact] && (fact !== 'supplier' || known.supplier !== null),
  );
  if (differs) throw new Fault('lotDiffers', toldOf(code, known));
}

/** @throws Fault lotOfOther with the names of the kind that has it */
export function mustBeOf(code: string, kind: string, known: string, kinds: KindNames): void {
  if (kind === known) return;
  const { name, nameEn } = kinds.get(known) ?? { name: known, nameEn: known };
  throw new Fault('lotOfOther', `批号“${code}”属于“${name}” lot "${code}" is of "${nameEn}"`);
}

/** Brackets and their end part what is told. */
const toldOf = (code: string, { kind, madeOn, expiresOn, supplier }: KnownLot): string =>
  `lot ${code} (${kind}, ${madeOn ?? '-'}, ${expiresOn ?? '-'}, ${supplier?.replaceAll(/[()]/g, ' ') ?? '-'})`;
