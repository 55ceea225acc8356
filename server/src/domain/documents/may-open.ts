/** What a document that is opened may lead to, and what it may bring that nobody had before. */
import { bringing, type DocumentType } from '@changping/contracts/document-words';
import type { Slot } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import type { Tier } from '@changping/contracts/live';

/** Another of our stores gives by its own documents; what partners and neighbours give is called for. @throws Fault */
export function mayLead(
  type: DocumentType,
  there: string | null,
  tierOf: (site: string) => Tier | undefined,
): void {
  if (there === null) return;
  const tier = tierOf(there);
  if (!tier) throw new Fault('notFound', `site ${there}`);
  const isOurs = tier !== 'partner' && tier !== 'external';
  const isAid = type === 'mutualAidReceived' || type === 'mutualAidGiven';
  const wants = type === 'callOff' ? tier === 'partner' : isAid ? tier === 'external' : isOurs;
  if (!wants) throw new Fault('documentLine', `${type}: ${there} (${tier})`);
}

/** A lot comes into being with the goods that bring it, named by them, and with no other paper. @throws Fault */
export function mayBring(
  type: DocumentType,
  named: readonly { lot?: string | null | undefined; kind?: string | null | undefined }[],
  lots: readonly { lot: string; kind: string }[],
): void {
  const stray = lots.find(
    ({ lot, kind }) =>
      !bringing.has(type) || !named.some((goods) => goods.lot === lot && goods.kind === kind),
  );
  if (stray) throw new Fault('documentLine', `lot ${stray.lot}`);
}

/** Of the lots that a step names those whose goods came: what was short or declined makes no lot. */
export const lotsIn = <Lot extends { lot: string }>(
  moves: readonly { lot: string }[],
  lots: readonly Lot[] = [],
): Lot[] => lots.filter(({ lot }) => moves.some((move) => move.lot === lot));

/** A retired kind gets no new goods; what there is of it goes on its ways. @throws Fault kindRetired */
export function mayGrow(
  lines: readonly { kind?: string | undefined; from?: Slot | undefined }[],
  isRetired: (kind: string) => boolean,
): void {
  const grown = lines.find(({ kind, from }) => kind && from?.place === 'supplier' && isRetired(kind));
  if (grown) throw new Fault('kindRetired', grown.kind);
}
