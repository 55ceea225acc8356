/** What a document does to the stock of stores once all of it is done: so much less here, so much more there. */
import type { Document } from '@changping/contracts/documents';
import type { Answer } from '@changping/contracts/http';

type StockLine = Pick<Answer<'/api/stock'>['items'][number], 'kind' | 'lot' | 'quality' | 'quantity'>;
/** `lot` null: which lot is not known yet. `by`: in base units, below nothing where it leaves. */
export type Change = { site: string; kind: string; lot: string | null; by: number };
export type Effect = Change & { now: number; after: number; ofLot: { now: number; after: number } | null };

/** What leaves a store for good says so by its type and not by its lines. */
const gone: ReadonlySet<Document['type']> = new Set(['disposal']);
/** Their goods are in the stock before the paper is approved. */
const posted: ReadonlySet<Document['type']> = new Set(['emergencyPurchase']);

/** @param isStore which roots of places are stores. */
export function changesOf({ type, lines }: Document, isStore: (site: string) => boolean): Change[] {
  if (posted.has(type)) return [];
  const changes = new Map<string, Change>();
  const add = (place: string, kind: string, lot: string | null, by: number) => {
    const site = place.split('/')[0] ?? '';
    if (!isStore(site)) return;
    const key = `${site} ${kind} ${lot}`;
    changes.set(key, { site, kind, lot, by: (changes.get(key)?.by ?? 0) + by });
  };
  for (const { kind, lot, wanted, from, to, done } of lines) {
    const rest = wanted - (done.split ?? 0);
    if (kind === null || rest <= 0) continue;
    if (from) add(from.place, kind, lot, -rest);
    if (to && !gone.has(type)) add(to.place, kind, lot, rest);
  }
  return [...changes.values()].filter(({ by }) => by !== 0);
}

/** @param stock of that site and kind, all qualities; only what is usable counts. */
export function effectOf(change: Change, all: readonly Change[], stock: readonly StockLine[]): Effect {
  const usable = stock.filter(({ quality, kind }) => quality === 'usable' && kind === change.kind);
  const sum = (lines: readonly StockLine[]) => lines.reduce((total, { quantity }) => total + quantity, 0);
  const now = sum(usable);
  const ofLot = sum(usable.filter(({ lot }) => lot === change.lot));
  // Other lots of the kind move with the same document.
  const whole = all
    .filter(({ site, kind }) => site === change.site && kind === change.kind)
    .reduce((total, { by }) => total + by, 0);
  return {
    ...change,
    now,
    after: now + whole,
    ofLot: change.lot === null ? null : { now: ofLot, after: ofLot + change.by },
  };
}
