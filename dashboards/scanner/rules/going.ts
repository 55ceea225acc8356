/** Goods that are to leave, before their document is opened: what first expiry first out proposes of a kind, what a scan adds, and whether that is another choice than was proposed: then whoever makes it says why. */
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { openBody } from '../../shared/documents/draft.ts';
import { lotKey, outOfTurn } from '../../shared/documents/turn.ts';
import { type Lack, lackIf, lackOfName } from './lack.ts';

export type GoingType = 'transfer' | 'handOut' | 'inspection';
/** One piece, or loose goods of a lot at a place. */
export type GoingLine = {
  kind: string;
  lot: string;
  piece: string | null;
  quantity: number;
  place: string;
  quality: string;
  grade: string;
  owner: string;
  /** Of life that must remain, as was asked of its kind. */
  minimumDays?: number;
};
export type Going = {
  /** A store; or who gets it, after person/ or unit/. */
  to: string;
  lines: readonly GoingLine[];
  /** By kind; of a kind that nothing was asked about there is none. */
  proposed: Readonly<Record<string, readonly GoingLine[]>>;
  reason: string;
  /** By kind and lot, why that one though another ends first. */
  whys?: Readonly<Record<string, string>>;
};
export const nothing: Going = Object.freeze({ to: '', lines: [], proposed: {}, reason: '' });

type Proposal = Pick<Answer<'/api/first-out'>, 'kind' | 'picks'>;

/** Takes the place of whatever was chosen of the kind. */
export function propose(going: Going, { kind, picks }: Proposal, minimumDays = 0): Going {
  const lines = picks.flatMap(({ pieces, quantity, lot, place, quality, grade, owner }): GoingLine[] => {
    const goods = { kind, lot, place, quality, grade, owner, ...(minimumDays ? { minimumDays } : {}) };
    if (!pieces.length) return [{ ...goods, piece: null, quantity }];
    return pieces.map((each) => ({ ...goods, ...each }));
  });
  return {
    ...going,
    lines: [...going.lines.filter((line) => line.kind !== kind), ...lines],
    proposed: { ...going.proposed, [kind]: lines },
  };
}

/** A scan. One piece is one piece, however often it is read. */
export function take(going: Going, goods: GoingLine): { going: Going; isTwice: boolean } {
  const { lines } = going;
  if (goods.piece !== null) {
    const isTwice = lines.some(({ piece }) => piece === goods.piece);
    return { going: isTwice ? going : { ...going, lines: [...lines, goods] }, isTwice };
  }
  const before = lines.find(({ piece, lot }) => piece === null && lot === goods.lot);
  if (!before) return { going: { ...going, lines: [...lines, goods] }, isTwice: false };
  const line = { ...before, quantity: before.quantity + goods.quantity };
  return {
    going: { ...going, lines: lines.map((each) => (each === before ? line : each)) },
    isTwice: false,
  };
}

/** Lots that want a reason: which case of a lot it is is all the same. */
export const othersOf = ({ lines, proposed }: Pick<Going, 'lines' | 'proposed'>): ReadonlySet<string> =>
  outOfTurn(lines, Object.values(proposed).flat());

/** Lines as a person reads them: pieces of a lot at a place together. */
export type Group = { key: string; first: GoingLine; pieces: number; quantity: number };
export function groupsOf(lines: readonly GoingLine[]): Group[] {
  const groups = new Map<string, Group>();
  for (const first of lines) {
    const key = keyOf(first);
    const before = groups.get(key) ?? { key, first, pieces: 0, quantity: 0 };
    const pieces = before.pieces + (first.piece === null ? 0 : 1);
    groups.set(key, { ...before, pieces, quantity: before.quantity + first.quantity });
  }
  return [...groups.values()];
}
export const without = (lines: readonly GoingLine[], key: string): GoingLine[] =>
  lines.filter((line) => keyOf(line) !== key);

const keyOf = ({ kind, lot, piece, place, quality, grade, owner }: GoingLine): string =>
  [kind, lot, place, quality, grade, owner, piece === null].join(' ');
/** Somebody is to get it, of each line there is some, and another choice has its reason. */
export function lackOf(type: GoingType, going: Going): Lack | null {
  const { to, lines, whys } = going;
  if (type === 'transfer' && to === '') return { what: 'store' };
  const lack = (type === 'handOut' ? lackOfName(to, 'whom') : null) ?? lackIf(lines.length === 0, 'goods');
  if (lack) return lack;
  const others = othersOf(going);
  for (const line of lines) {
    const { kind, lot, quantity } = line;
    const isSaid = !others.has(lotKey(line)) || whys?.[lotKey(line)]?.trim();
    const what = kind === '' ? 'kind' : quantity < 1 ? 'quantity' : isSaid ? null : 'why';
    if (what) return { what, ...(lines.length > 1 ? { lot } : {}) };
  }
  return null;
}

export function bodyOf(
  id: string,
  type: GoingType,
  site: string,
  { to, lines, reason, whys = {} }: Going,
): CommandBody<'/api/documents/open'> {
  const taken = lines.map(({ kind, lot, piece, quantity, place, quality, grade, owner, minimumDays }) => ({
    ...{ minimumDays, outOfTurn: whys[lotKey({ kind, lot })] },
    stock: {
      ...{ site, place, kind, lot, quality, grade, owner, madeOn: null, expiresOn: null },
      ...{ pieces: piece === null ? 0 : 1, quantity, reserved: 0, leased: 0 },
    },
    take: piece === null ? quantity : 1,
    pieces: piece === null ? [] : [{ piece, quantity, place, quality }],
  }));
  const ends = type === 'transfer' ? { there: to, target: 'receiving' } : { there: '', target: to };
  const none = { ref: '', phone: '', photos: [], giver: '', owner: '', bought: [], items: '' };
  return openBody({ ...none, id, type, site, taken, reason, ...ends });
}

/** What was asked for, as it was before: to be changed and asked for again. */
export function goingOf({ there, lines, reason = '' }: CommandBody<'/api/documents/open'>): Going {
  const whys: Record<string, string> = {};
  const goods = lines.flatMap(
    ({ kind, lot, piece, wanted, from, minimumDays, outOfTurn: why }): GoingLine[] => {
      if (!kind || !lot || !from) return [];
      if (why) whys[lotKey({ kind, lot })] = why;
      const { place, quality, grade, owner } = from;
      const line = { kind, lot, piece: piece ?? null, quantity: wanted, place, quality, grade, owner };
      return [{ ...line, ...(minimumDays ? { minimumDays } : {}) }];
    },
  );
  return { to: there ?? lines[0]?.to?.place ?? '', lines: goods, proposed: {}, reason, whys };
}
