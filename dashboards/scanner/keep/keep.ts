/** What the handheld keeps through a dead battery: who works on it, the store's goods and documents as they were last heard of, counts that are not finished, and commands that are not sent. Never a password. */
import type { Answer } from '@changping/contracts/http';
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Going, GoingType } from '../rules/going.ts';
import type { Leased } from '../rules/leased.ts';
import type { LotSaid } from '../rules/new-lots.ts';
import type { Queued, Sentence } from '../rules/queue.ts';
import type { Deed, Manner, Paper } from '../rules/tally.ts';
import type { Noted } from './observed.ts';

export type Piece = Answer<'/api/pieces'>['items'][number];
export type Lot = Answer<'/api/lots'>['items'][number];
export type Kind = Answer<'/api/kinds'>['items'][number];
export type Kit = Answer<'/api/kits'>['items'][number];
export type Me = Omit<Answer<'/api/me'>, 'csrf'>;
export type KeptSite = { id: string; name: string; nameEn: string; tier: string };
/** `at`: of the answer, by the device. `isOpen`: on the list of what is to be done. */
export type KeptPaper = { id: string; number: string; paper: Paper; at: number; isOpen: boolean };
export type Draft = {
  /** Document and action. */
  id: string;
  document: string;
  /** Of the document as it was when the count began, or when the keeper last looked at what had changed. */
  version: number;
  deeds: Deed[];
  manner: Manner | null;
  /** What was said of lots that nobody had before. */
  lots?: Record<string, LotSaid>;
  /** Of a step that was sent beside the queue and not answered: the same again goes under it. */
  key: string | null;
};
/** Of a document that is not opened yet: who brings it back, who called, which paper, who sells, why. */
export type FreshHead = { giver: string; phone: string; ref: string; supplier: string; reason: string };
/** Empty: not known. */
export type FreshLine = {
  kind: string;
  lot: string;
  piece: string | null;
  quantity: number;
  madeOn: string;
  expiresOn: string;
  from: string;
  to: string;
};
export type Device = { device: string; epoch: string; next: number };
type Facts = {
  me: Me;
  device: Device;
  sites: KeptSite[];
  /** Every store there is, by name. */
  stores: KeptSite[];
  /** The store that is worked in. */
  site: string;
  kinds: Kind[];
  /** Which of a kind's days before its end is near, by tier. */
  nearStep: Record<string, number>;
  timeZone: string;
  /** What a document of a type offers when it is new, as the server last said: so one that is opened without a line can be worked on. */
  patterns: Record<string, { state: Paper['document']['state']; steps: Paper['steps']; at?: number }>;
  /** Lines of documents that are not opened yet, by type. */
  fresh: Record<string, FreshLine[]>;
  heads: Record<string, FreshHead>;
  /** What is to be looked at, of checklists that are not opened yet; and the places that are to be counted. */
  items: Record<string, string[]>;
  /** What the people behind the accounts are called. */
  people: Record<string, string>;
  /** Goods that are to leave, by type of document. */
  going: Partial<Record<GoingType, Going>>;
  /** Of the store that is worked in. */
  kits: Kit[];
  /** To whom the store gave goods before, as places outside. */
  recipients: string[];
  /** What is leased to this device. */
  leases: Leased[];
  /** When documents and goods were last heard of, by the device; and how far the server's clock is ahead of it. */
  papersAt: number;
  goodsAt: number;
  ahead: number;
};
/** Of a count under way; it tells no quantity. */
export type Sheet = Answer<'/api/counts/{id}'>;
export type FactName = keyof Facts;
/** `draft`: of a step that is not signed yet; empty once a command names it. `bytes`: JPEG. */
export type KeptPhoto = {
  hash: string;
  document: string;
  draft: string;
  by: string;
  at: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** What the server said to it, where a person has to look. */
  refused: Sentence | null;
};
type Fact = { name: FactName; value: unknown };

const db = new Dexie('changping-scanner') as Dexie & {
  facts: EntityTable<Fact, 'name'>;
  pieces: EntityTable<Piece, 'epc'>;
  lots: EntityTable<Lot, 'lot'>;
  papers: EntityTable<KeptPaper, 'id'>;
  drafts: EntityTable<Draft, 'id'>;
  queue: Table<Queued, number>;
  sheets: EntityTable<Sheet, 'id'>;
  noted: EntityTable<Noted, 'id'>;
  photos: Table<KeptPhoto, [document: string, hash: string]>;
};
db.version(1).stores({
  facts: 'name',
  pieces: 'epc, piece, lot',
  lots: 'lot',
  papers: 'id, number',
  drafts: 'id, document',
  queue: 'seq, document',
});
db.version(2).stores({ sheets: 'id', noted: 'id, document' });
db.version(3).stores({ photos: '[document+hash], document, draft' });

export { db };

export const fact = async <Name extends FactName>(name: Name): Promise<Facts[Name] | undefined> =>
  (await db.facts.get(name))?.value as Facts[Name] | undefined;
export const keepFact = <Name extends FactName>(name: Name, value: Facts[Name]) =>
  db.facts.put({ name, value });

/** Random, also on an address without TLS, where the browser's own maker of ids is missing. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export type NewCommand = Omit<Queued, 'seq' | 'device' | 'epoch' | 'isInDoubt' | 'refused'>;
/** Kept once this resolves, and the draft it was made of is gone in the same moment. */
export async function queueUp(command: NewCommand, draft?: string): Promise<void> {
  await db.transaction('rw', db.facts, db.queue, db.drafts, db.photos, async () => {
    // An epoch begins with an empty memory: numbers of a device that was wiped are never taken for these.
    const { device, epoch, next } = (await fact('device')) ?? { device: newId(), epoch: newId(), next: 1 };
    await keepFact('device', { device, epoch, next: next + 1 });
    await db.queue.add({ ...command, seq: next, device, epoch, isInDoubt: false, refused: null } as Queued);
    if (draft) await signedOff(draft, command.by);
  });
}

/** What the draft was for has been signed: it goes, and its photographs are named from here on. */
export async function signedOff(draft: string, by: string): Promise<void> {
  await db.drafts.delete(draft);
  await db.photos.where('draft').equals(draft).modify({ draft: '', by });
}

/** The browser throws nothing away by itself when space is short. */
export const holdFast = async (): Promise<void> => {
  await navigator.storage?.persist?.();
};
