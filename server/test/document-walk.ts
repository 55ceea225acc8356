/** For tests: a document that people take step by step, and its moves as the store keeper would read them out. */
import {
  type DocumentAction,
  type DocumentType,
  type Duty,
  duties,
} from '@changping/contracts/document-words';
import type { Command, Document, Move, Portion, Signer, Slot } from '@changping/contracts/documents';
import type { Instant, KindId, SiteId } from '@changping/contracts/units';
import { type Draft, type NewLine, open } from '../src/domain/documents/draft.ts';
import { act } from '../src/domain/documents/machine.ts';

export const noon = 1_790_000_000_000 as Instant;
export const day = 86_400_000;
export const later = (days: number) => (noon + days * day) as Instant;

const all = Object.keys(duties) as Duty[];
/** Entitled to everything everywhere, so that a test is about nothing else. */
export const everyone = { 'RC-S': all, 'RC-N': all, '640181': all };
export const may = (person: string, duties: Signer['duties'] = everyone): Signer => ({ person, duties });

export const slot = (place: string, more: Partial<Slot> = {}): Slot => ({
  ...{ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' },
  ...more,
});
export const goods = (wanted: number, from: Slot, to: Slot, more: Partial<NewLine> = {}): NewLine => ({
  ...{ kind: 'quilt' as KindId, item: null, lot: 'Q-26', piece: null, wanted, from, to },
  ...more,
});
export const item = (text: string): NewLine => ({
  ...{ kind: null, item: text, lot: null, piece: null, wanted: 1, from: null, to: null },
});

export type Asked = Partial<Omit<Command, 'by' | 'second' | 'action'>> & { by?: string; second?: string };
export type Walk = {
  readonly document: Document;
  readonly moves: readonly Move[];
  /** @returns the moves of this step, read out. Throws where it is refused. */
  does(action: DocumentAction, by: string, more?: Asked): string[];
  /** @returns the code, and the hint in English. The document is as it was. */
  refuses(action: DocumentAction, by: string, more?: Asked): string;
};

export function walk(type: DocumentType, lines: readonly NewLine[], more: Partial<Draft> = {}): Walk {
  const opened = open({ ...draft(type, lines), ...more }, noon);
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail.en}`);
  let { document } = opened;
  const moves: Move[] = [];
  const ask = (action: DocumentAction, by: string, { second, ...rest }: Asked = {}) =>
    act(
      document,
      {
        ...{ version: document.version, ...rest, action, by: may(by) },
        ...(second === undefined ? {} : { second: may(second) }),
      },
      noon,
    );
  return {
    get document() {
      return document;
    },
    moves,
    does(action, by, more) {
      const answer = ask(action, by, more);
      if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail.en}`);
      document = answer.document;
      moves.push(...answer.moves);
      return answer.moves.map(told);
    },
    refuses(action, by, more) {
      const answer = ask(action, by, more);
      if (answer.ok) throw new Error(`${action} was not refused`);
      return `${answer.code}: ${answer.detail.en}`;
    },
  };
}

export const draft = (type: DocumentType, lines: readonly NewLine[]): Draft => ({
  ...{ id: 'd1', number: 'D-1', type, site: 'RC-S' as SiteId, there: '640181' },
  ...{ lines, by: may('asker') },
});

export const portion = (line: number, as: Portion['as'], quantity: number, more: Partial<Portion> = {}) => ({
  ...{ line, as, quantity },
  ...more,
});

/** 40 Q-26: supplier → RC-S/receiving. What is not usable reserve of RC-S is said. */
export const told = ({ from, to, lot, piece, quantity }: Move): string =>
  `${quantity} ${lot}${piece === null ? '' : ` ${piece}`}: ${slotTold(from)} → ${slotTold(to)}`;

const slotTold = ({ place, quality, grade, owner }: Slot): string =>
  [
    place,
    ...(quality === 'usable' ? [] : [quality]),
    ...(grade === 'reserve' ? [] : [grade]),
    ...(owner === 'RC-S' ? [] : [`of ${owner}`]),
  ].join(' ');

/** What each place has of everything after these moves: what left it is below nothing. Places without are not told. */
export function balance(moves: readonly Move[]): Record<string, number> {
  const at: Record<string, number> = {};
  for (const { from, to, quantity } of moves) {
    at[from.place] = (at[from.place] ?? 0) - quantity;
    at[to.place] = (at[to.place] ?? 0) + quantity;
  }
  return Object.fromEntries(Object.entries(at).filter(([, quantity]) => quantity !== 0));
}
