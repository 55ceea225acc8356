/**
 * Commands that wait for the line: in the order they were given; what the server refuses stops the commands behind it on the same
 * document, and no others. A command says which version of the document it was made for; those behind it expect one more each.
 */
import type { Portion } from '@changping/contracts/documents';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { pieceCommands } from '@changping/contracts/http-pieces';
import type { Paper } from './tally.ts';

type Asked =
  | { command: '/api/documents/open'; body: CommandBody<'/api/documents/open'> }
  | { command: '/api/documents/step'; body: CommandBody<'/api/documents/step'> }
  | { command: '/api/counts/open'; body: CommandBody<'/api/counts/open'> }
  | { command: '/api/counts/add'; body: CommandBody<'/api/counts/add'> }
  | { command: '/api/counts/set-aside'; body: CommandBody<'/api/counts/set-aside'> }
  | PieceWork;
/** At the shelf, on one piece: what is done to it waits for what was done to it before. */
export type PieceWork = {
  [C in keyof typeof pieceCommands]: { command: C; body: CommandBody<C> };
}[keyof typeof pieceCommands];
export type Sentence = { code: string; sentence: { zh: string; en: string } | undefined; detail?: string };
export type Queued = Asked & {
  /** Of this device, without gaps: with device and epoch it names the command for good. */
  seq: number;
  device: string;
  epoch: string;
  /** The same on every try, so that it is done once. */
  key: string;
  /** Of the account that gave it: nobody sends for another. */
  by: string;
  document: string;
  number: string;
  /** As the keeper saw it; null where it opens one. */
  baseVersion: number | null;
  /** By the clock of the device. */
  at: number;
  /** Sent without an answer: it may have been done. */
  isInDoubt: boolean;
  refused: Sentence | null;
};

export const isPieceWork = <One extends { command: string }>(
  one: One,
): one is Extract<One, { command: PieceWork['command'] }> => one.command.startsWith('/api/pieces/');

/** The next one to send: the first of this person before which nothing of its document waits. */
export function next(queue: readonly Queued[], by: string): Queued | undefined {
  const held = new Set<string>();
  const begun = new Set<string>();
  for (const one of inOrder(queue)) {
    // Observations stand beside each other: one that was not taken holds up no other, only the step behind it.
    const isAdded = one.command === '/api/counts/add';
    const isFree = !(isAdded ? begun : held).has(one.document);
    if (one.by === by && !one.refused && isFree) return one;
    held.add(one.document);
    if (!isAdded) begun.add(one.document);
  }
  return undefined;
}

export type Verdict = 'done' | 'later' | 'comeIn' | 'reread' | 'refused' | 'wipe';

/** Saying no is no work: it stands aside. */
export const isAside = (action: string): boolean =>
  ['cancel', 'refuse', 'withhold', 'decline', 'recordDecline'].includes(action);

/** What an answer means for a command. Whatever may yet succeed by itself is kept. */
export function verdict(answer: 'ok' | { code: string; retry: boolean; status: number }): Verdict {
  if (answer === 'ok') return 'done';
  const { code, retry, status } = answer;
  if (code === 'handheldRevoked') return 'wipe';
  if (code === 'offline' || retry || status >= 500) return 'later';
  if (code === 'csrfMissing') return 'reread';
  // A second signature with a wrong password is no reason to send the keeper to the door.
  if (status === 401 && code !== 'loginWrong' && code !== 'handheldCode') return 'comeIn';
  return code === 'changePasswordFirst' ? 'comeIn' : 'refused';
}

/** The waiting steps of one document, for the version it has by now: each expects that of the one before and one more. */
export function rebased(queue: readonly Queued[], document: string, version: number): Queued[] {
  let expected = version;
  return inOrder(queue).flatMap((one): Queued[] => {
    if (one.document !== document || one.command !== '/api/documents/step') return [];
    const body = { ...one.body, version: expected };
    expected += 1;
    return body.version === one.body.version ? [] : [{ ...one, body }];
  });
}

/** A document as it will be once all that waits for it is done, as far as can be told here: what the steps after the first one offer, only the server knows. */
export function ahead({ document, steps, gate, tags, newLots }: Paper, queue: readonly Queued[]): Paper {
  const mine = inOrder(queue).filter((one) => one.document === document.id);
  const taken = mine.flatMap((one) => (one.command === '/api/documents/step' ? one.body : []));
  const beside = { tags, ...(newLots ? { newLots } : {}) };
  if (!taken.length) return { document, steps, gate, ...beside };
  const actions = new Set(taken.map(({ action }) => action));
  return {
    document: { ...document, version: document.version + taken.length },
    // What the gates saw may be counted in what waits.
    gate: [],
    ...beside,
    steps: steps.flatMap((step) => {
      if (![...actions].every((action) => isBeside(action, step.action))) return [];
      const portions = taken.flatMap(({ portions = [] }) => portions);
      const beyond = new Set(step.outcomes.flatMap(({ as, beyond }) => (beyond ? as : [])));
      const left = step.left.flatMap(({ line, quantity }) => {
        const gone = portions.reduce(
          (sum, each) => sum + (each.line === line && !beyond.has(each.as) ? each.quantity : 0),
          0,
        );
        return gone < quantity ? [{ line, quantity: quantity - gone }] : [];
      });
      return left.length ? [{ ...step, left }] : [];
    }),
  };
}

/** What passes and what does not are steps of one look, in any order. */
const isBeside = (one: string, other: string): boolean =>
  one === other || (['check', 'find'].includes(one) && ['check', 'find'].includes(other));

/** The reason stands on every line that names a lot and has none yet. */
export function withWhy(one: Queued, why: string): Queued {
  if (one.command === '/api/documents/open') {
    const lines = one.body.lines.map((line) => (line.lot ? { outOfTurn: why, ...line } : line));
    return { ...one, body: { ...one.body, lines } };
  }
  if (one.command !== '/api/documents/step') return one;
  return { ...one, body: { ...one.body, portions: whyOn(one.body.portions ?? [], why) } };
}

/** On what goes; on what stays behind it says why the others go. */
export const whyOn = <Is extends Pick<Portion, 'as'>>(portions: readonly Is[], why: string): Is[] =>
  portions.map((each) =>
    leaves.has(each.as)
      ? { ...each, outOfTurn: why }
      : each.as === 'picked' || each.as === 'given'
        ? { reason: why, ...each }
        : each,
  );
const leaves = new Set<Portion['as']>(['notPicked', 'unsent', 'withheld']);

/** The lot that the book has otherwise than the command says: its name, and what the book says. */
export function otherwise({ refused, body }: Queued): { lot: string; kind: string; says: string[] } | null {
  const [, lot, told] = /^lot (.+) \(([^()]+)\)$/s.exec(refused?.detail ?? '') ?? [];
  const isNamed = 'lots' in body && body.lots?.some((each) => each.lot === lot);
  const [kind = '', made = '-', until = '-', ...supplier] = told?.split(', ') ?? [];
  return refused?.code === 'lotDiffers' && isNamed && lot
    ? { lot, kind, says: [made, until, supplier.join(', ') || '-'] }
    : null;
}

/** As the book has it: nothing more is said of that lot. */
export function withoutLot(one: Queued, lot: string): Queued {
  if (one.command !== '/api/documents/open' && one.command !== '/api/documents/step') return one;
  const lots = (one.body.lots ?? []).filter((each) => each.lot !== lot);
  return { ...one, body: { ...one.body, lots } } as Queued;
}

export const isOpening = ({ command }: Pick<Queued, 'command'>): boolean =>
  command === '/api/documents/open' || command === '/api/counts/open';

const inOrder = (queue: readonly Queued[]): Queued[] => [...queue].sort((one, other) => one.seq - other.seq);
