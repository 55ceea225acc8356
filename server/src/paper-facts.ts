/** What the chain and the audit row of a step say of its document. */
import type { Document } from '@changping/contracts/documents';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import type { NewLine } from './domain/documents/draft.ts';
import { standing } from './domain/documents/signatures.ts';
import { bodyOf } from './store/documents.ts';
import { hashToken } from './store/secrets.ts';

/** Whose stores it is of. */
export const endsOf = ({ site, there }: Pick<Document, 'site' | 'there'>): string[] => [
  site,
  ...(there ? [there] : []),
];

/** What comes out of transit at the far end is written in the far end's chain. */
export function chainOf({ site, there, type, steps }: Document, action: string): SiteId {
  // What is taken back is taken out of the chain it stands in.
  const of = action === 'correct' ? standing(steps).at(-1)?.action : action;
  return (type === 'transfer' && of === 'receive' && there ? there : site) as SiteId;
}

export const stepAt = ({ steps }: Document): Instant => (steps.at(-1) as Document['steps'][number]).at;

export const piecesOf = ({ lines }: Document): string[] => lines.flatMap(({ piece }) => piece ?? []);

/** In the audit row the chain seals the whole of a document: the SHA-256 of its body as it is stored. */
export const sealOf = (document: Document) => ({
  version: document.version,
  digest: hashToken(bodyOf(document)),
});

/** Under which row it was opened, of which version. */
export const underOf = ({ steps: [opening] }: Document) => ({
  rule: opening?.signatures?.[0]?.rule,
  policy: opening?.policy,
});

/** The lots of these portions, with their kinds. */
export const namedBy = ({ lines }: Document, portions: CommandBody<'/api/documents/step'>['portions'] = []) =>
  portions.map(({ line: n, lot }) => {
    const line = lines[n - 1];
    return { lot: lot ?? line?.lot, kind: line?.kind };
  });

/** A line as it was asked for, without the keys that hold nothing. */
export const lineOf = (line: CommandBody<'/api/documents/open'>['lines'][number]): NewLine => ({
  kind: (line.kind ?? null) as KindId | null,
  item: line.item ?? null,
  lot: line.lot ?? null,
  piece: line.piece ?? null,
  wanted: line.wanted,
  from: line.from ?? null,
  to: line.to ?? null,
  ...(line.minimumDays ? { minimumDays: line.minimumDays } : {}),
  ...(line.outOfTurn ? { outOfTurn: line.outOfTurn } : {}),
});
