/** What of the region's outline a partner or a neighbour is told: the kinds by name and how they keep, not what they cost nor how much of them we mean to hold; of the stores the own one and those it has to do with; and of a document that it has a part in its state, its days, its quantities and what the other end did itself; of our steps who signed by role and unit and when, and why where it is a no, but else neither why, nor on which paper, nor who called; nor where in our store the goods lie, nor why of our lots this one goes first. */
import type { Document, Portion, Slot, Step } from '@changping/contracts/documents';
import type { Role } from '@changping/contracts/roles';
import { signerTold } from '@changping/contracts/signer';

type Kind = { unitCostFen: number; levels: object };

export const kindTold = <Some extends Kind>(kind: Some, isOutside: boolean) =>
  isOutside ? { ...kind, unitCostFen: 0, levels: {} } : kind;

/** @param concerned those that a document leads to it from, or that gives. */
export const storesTold = <Store extends { id: string }>(
  stores: readonly Store[],
  unit: string,
  concerned: ReadonlySet<string>,
): Store[] => stores.filter(({ id }) => id === unit || concerned.has(id));

/** Of an account; undefined where a name has none: whoever only carries stands by his name, for the other end meets him. One of ours is told as role@unit, which no account is called. */
export type SignerOf = (name: string) => { unit: string; roles: readonly Role[] } | undefined;

/** Whoever asks and is refused has to know why, or asks the same again. */
const isNo: ReadonlySet<string> = new Set(['refuse', 'decline', 'cancel']);

/** @param unit of whoever is told. */
export function documentTold(document: Document, unit: string, signerOf: SignerOf): Document {
  const { site, lines, steps } = document;
  if (site === unit) return document;
  const place = (code: string) => (code.startsWith(`${site}/`) ? site : code);
  const slot = (at: Slot | null) => at && { ...at, place: place(at.place) };
  const signer = (name: string): string => {
    const of = signerOf(name);
    return of && of.unit !== unit ? signerTold(of.roles[0], of.unit) : name;
  };
  const isTheirs = ({ by }: Step): boolean => signerOf(by)?.unit === unit;
  const portion = ({ from, to, ...rest }: Portion): Portion => ({
    ...rest,
    ...(from === undefined ? {} : { from: place(from) }),
    ...(to === undefined ? {} : { to: place(to) }),
  });
  const ours = ({ phone: _, signatures: __, policy: ___, ...step }: Step): Step => ({
    ...step,
    ...{ by: signer(step.by), second: step.second && signer(step.second) },
    ...{ reason: isNo.has(step.action) ? step.reason : null, refs: [], photos: [] },
    portions: step.portions.map(({ reason: _, outOfTurn: __, ...one }) => portion(one)),
  });
  return {
    ...document,
    lines: lines.map(({ outOfTurn: _, passedOver: __, ...line }) => ({
      ...line,
      from: slot(line.from),
      to: slot(line.to),
    })),
    steps: steps.map((step) =>
      isTheirs(step)
        ? {
            ...step,
            second: step.second && signer(step.second),
            portions: step.portions.map(portion),
          }
        : ours(step),
    ),
  };
}
