/** Fetches what the store's work needs. Each part replaces the one before it whole, once all of it is here: a line that breaks midway empties nothing. */
import type { Answer, Route } from '@changping/contracts/http';
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { calledOf } from '../../shared/called.ts';
import { keepTimeOf } from '../../shared/time.ts';
import { db, fact, keepFact } from '../keep/keep.ts';
import { isOpening, isPieceWork } from '../rules/queue.ts';
import type { Paper } from '../rules/tally.ts';
import { fillLeases } from './leases.ts';
import { knowCsrf, reach } from './reach.ts';

const pageSize = 500;
const atOnce = 4;

/** Who is in. @throws Failed */
export async function fillMe(): Promise<void> {
  const { csrf, ...me } = await reach<Answer<'/api/me'>>('/api/me');
  knowCsrf(csrf);
  if ((await fact('me'))?.name !== me.name) await forget();
  await keepFact('me', me);
}

/** Another person finds nothing of the store here but what is not sent, and that is sent by nobody else. */
export async function forget(): Promise<void> {
  await db.transaction('rw', [db.facts, db.pieces, db.lots, db.papers, db.sheets, db.noted], async () => {
    await db.facts.filter(({ name }) => name !== 'device' && name !== 'fresh').delete();
    await db.pieces.clear();
    await db.lots.clear();
    await db.papers.clear();
    await db.sheets.clear();
    await db.noted.clear();
  });
}

/** Names, the catalogue, the stores in scope. @throws Failed */
export async function fillNames(): Promise<void> {
  const [region, kinds, sites, people] = await Promise.all([
    reach<Answer<'/api/region'>>('/api/region'),
    all('/api/kinds'),
    all('/api/sites'),
    reach<Answer<'/api/names'>>('/api/names'),
  ]);
  const me = await fact('me');
  keepTimeOf(region.timeZone);
  await keepFact('timeZone', region.timeZone);
  await keepFact('nearStep', region.catalogue.nearExpiry.step);
  await keepFact('stores', [...region.stores]);
  await keepFact('kinds', kinds);
  await keepFact('people', Object.fromEntries(calledOf(people.items)));
  await keepFact(
    'sites',
    sites.map(({ id, name, nameEn, tier }) => ({ id, name, nameEn, tier })),
  );
  const site = await fact('site');
  // Whoever sees the whole region begins with one of its own stores, not with a neighbour's.
  const own =
    sites.find(({ id }) => id === me?.unit) ?? sites.find(({ tier }) => tier !== 'external') ?? sites[0];
  if (own && !sites.some(({ id }) => id === site)) await keepFact('site', own.id);
}

/** Open documents, and whatever a count on this device is about. @throws Failed */
export async function fillPapers(): Promise<void> {
  const site = await fact('site');
  if (!site) return;
  const heads = await all('/api/documents', `site=${site}&state=open`);
  const open = new Set(heads.map(({ id }) => id));
  const queue = await db.queue.toArray();
  const papers = queue.filter((one) => !isPieceWork(one));
  const kept = [...(await db.drafts.toArray()), ...papers].map(({ document }) => document);
  const opening = new Set(queue.flatMap((one) => (isOpening(one) ? one.document : [])));
  // Of one that is not sent yet nobody there knows, and to ask would stand in the audit as a refusal.
  const wanted = [...new Set([...open, ...kept])].filter((id) => open.has(id) || !opening.has(id));
  while (wanted.length) await Promise.all(wanted.splice(0, atOnce).map((id) => fillPaper(id, open.has(id))));
  await fillSheets();
  await fillLeases();
  const { items } = await reach<Answer<'/api/recipients'>>(`/api/recipients?site=${site}`);
  await keepFact('recipients', items);
  const now = Date.now();
  await db.transaction('rw', db.papers, db.facts, async () => {
    await db.papers.filter(({ id }) => !open.has(id) && !kept.includes(id)).delete();
    await db.papers.filter(({ id }) => !open.has(id) && !opening.has(id)).modify({ isOpen: false });
    await keepFact('papersAt', now);
  });
}

const counted = new Set(['counting', 'recounting']);

/** The sheets of the counts under way, each with how far the store's chain has come. */
async function fillSheets(): Promise<void> {
  const papers = await db.papers.filter(({ paper: { document } }) => document.type === 'count').toArray();
  const open = papers.filter(({ paper }) => counted.has(paper.document.state)).map(({ id }) => id);
  for (const id of open) await fillSheet(id);
  await db.sheets.filter(({ id }) => !open.includes(id)).delete();
  await db.noted.filter(({ document }) => !papers.some(({ id }) => id === document)).delete();
}

/** @throws Failed */
export async function fillSheet(id: string): Promise<void> {
  await db.sheets.put(await reach<Answer<'/api/counts/{id}'>>(`/api/counts/${id}`));
}

/** What was done to a piece, before the goods are asked for anew. An opened one is known no more; of a new one all the rest comes then. */
export async function keepPiece({ piece, quantity, place, epcs }: CommandAnswer<'/api/pieces/bind'>) {
  const before = await db.pieces.where('piece').equals(piece).first();
  await db.pieces.where('piece').equals(piece).delete();
  const [epc] = epcs;
  if (before && epc && quantity > 0) await db.pieces.put({ ...before, epc, quantity, place });
}

/** One document as it is now. What a newer answer has told is not undone by an older one. */
export async function fillPaper(id: string, isOpen: boolean): Promise<void> {
  const answer = await reach<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`).catch((error) => {
    // Out of sight by now.
    if (error?.failure?.status === 404) return undefined;
    throw error;
  });
  if (!answer) return;
  const { document, steps, gate, tags, newLots = [] } = answer;
  await keepPaper({ document, steps, gate, tags, newLots }, isOpen);
}

export async function keepPaper(paper: Paper, isOpen: boolean): Promise<void> {
  const { id, number, version, type, state } = paper.document;
  if (version === 1 && paper.steps.length) {
    const { steps } = paper;
    await keepFact('patterns', { ...(await fact('patterns')), [type]: { state, steps, at: Date.now() } });
  }
  await db.transaction('rw', db.papers, async () => {
    const before = await db.papers.get(id);
    if (before && before.paper.document.version > version) return;
    await db.papers.put({ id, number, paper, at: Date.now(), isOpen });
  });
}

/** The tagged pieces, the lots and the kits of the store: what a scan is looked up in. @throws Failed */
export async function fillGoods(): Promise<void> {
  const site = await fact('site');
  if (!site) return;
  const [pieces, lots, kits] = await Promise.all([
    all('/api/pieces', `site=${site}&as=tags`),
    all('/api/lots', `site=${site}`),
    all('/api/kits', `site=${site}`),
  ]);
  await db.transaction('rw', db.pieces, db.lots, db.facts, async () => {
    await db.pieces.clear();
    await db.lots.clear();
    await db.pieces.bulkPut(pieces);
    await db.lots.bulkPut(lots);
    await keepFact('kits', kits);
    await keepFact('goodsAt', Date.now());
  });
}

/** How far the server's clock is ahead of this one. @throws Failed */
export async function fillClock(): Promise<void> {
  const before = Date.now();
  const { now } = await reach<Answer<'/healthz'>>('/healthz');
  await keepFact('ahead', Math.round(now - (before + Date.now()) / 2));
}

type ListRoute = {
  [R in Route]: Answer<R> extends { items: unknown[]; next: string | null } ? R : never;
}[Route];
async function all<R extends ListRoute>(route: R, query = ''): Promise<Answer<R>['items'][number][]> {
  const items: Answer<R>['items'][number][] = [];
  for (let after = ''; ; ) {
    const page = await reach<{ items: Answer<R>['items']; next: string | null }>(
      `${route}?limit=${pageSize}${query && `&${query}`}${after && `&after=${after}`}`,
    );
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}
