import {
  type DocumentState,
  type DocumentType,
  documentTypes,
  type Outcome,
} from '@changping/contracts/document-words';
import type { Command, Document, Move, Portion } from '@changping/contracts/documents';
import type { Instant, SiteId } from '@changping/contracts/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { balance, everyone, goods, item, may, noon, slot } from '../../../test/document-walk.ts';
import { availableSteps } from './available.ts';
import { correct } from './correct.ts';
import { type NewLine, open } from './draft.ts';
import { isLeft, left } from './lines.ts';
import { act, dateAsked, hasMoved, rulesNow } from './machine.ts';
import { isSameSlot } from './places.ts';
import { standing } from './signatures.ts';
import type { Reach, StepRule } from './table.ts';
import { tables } from './tables.ts';

const types = Object.keys(documentTypes) as DocumentType[];
const places: Record<Reach, string> = {
  here: 'RC-S/ordinary/A-01',
  there: '640181/receiving',
  supplier: 'supplier',
  person: 'person/007',
  unit: 'unit/squad-3',
};

/** A document of any type, of one to three lines. */
const anyDocument = fc
  .record({
    type: fc.constantFrom(...types),
    wanted: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
    lots: fc.array(fc.constantFrom('Q-26', 'Q-25', null), { minLength: 3, maxLength: 3 }),
    pieces: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  })
  .map(({ type, wanted, lots, pieces }) => {
    const table = tables[type];
    const line = (quantity: number, i: number): NewLine => {
      if (table.lines === 'items') return item(`door ${i}`);
      const owner = table.there && table.ends.from[0] === 'there' ? '640181' : 'RC-S';
      const from = slot(places[table.ends.from[0]!], { quality: 'inInspection', owner });
      const lot = lots[i] ?? null;
      const piece = lot !== null && pieces[i] ? `case ${i}` : null;
      const to = slot(
        // Without another quality only another place makes it a way.
        type === 'putAway' ? 'RC-S/receiving' : places[table.ends.to[0]!],
        table.alters ? { owner } : { quality: 'inInspection', owner },
      );
      return goods(quantity, from, to, { lot, piece });
    };
    const draft = {
      id: 'd1',
      number: 'D-1',
      type,
      site: 'RC-S' as SiteId,
      there: '640181',
      phone: 'who called',
    };
    const answer = open({ ...draft, lines: wanted.map(line), by: may('asker') }, noon);
    if (!answer.ok) throw new Error(`${type}: ${answer.detail.en}`);
    return answer.document;
  });

/** What somebody may try. Who is tidy goes on, with a person for each signature; who is not takes what comes. */
const anyTry = fc.record({
  which: fc.nat(),
  people: fc.tuple(fc.nat(7), fc.nat(7)),
  portions: fc.array(fc.record({ pick: fc.nat(), part: fc.nat(4), as: fc.nat(), lot: fc.nat(3) }), {
    minLength: 1,
    maxLength: 4,
  }),
  manner: fc.oneof(
    { weight: 14, arbitrary: fc.constant('tidy' as const) },
    { weight: 3, arbitrary: fc.constant('untidy' as const) },
    {
      weight: 4,
      arbitrary: fc.constantFrom('tooMuch', 'noReason', 'oldVersion', 'pastDate', 'noPapers', 'correct'),
    },
  ),
});
type Try = typeof anyTry extends fc.Arbitrary<infer T> ? T : never;

const papers = { reason: 'because', photos: ['0'.repeat(64)], refs: ['r'] };
const crew = ['asker', 'ann', 'bo', 'chen', 'du', 'er', 'fei', 'gu'];
const ends = ['cancel', 'refuse', 'decline', 'recordDecline'];

function ruleOf(document: Document, { which, manner }: Try): StepRule | undefined {
  const rules = rulesNow(document).filter(({ action }) => manner !== 'tidy' || !ends.includes(action));
  return rules[which % (rules.length || 1)];
}

function commandOf(document: Document, rule: StepRule, one: Try): Command {
  const { manner, people, portions } = one;
  const n = document.version;
  const [by, second] = manner === 'tidy' ? [`first ${n}`, `second ${n}`] : people.map((each) => crew[each]!);
  const dueAt = (document.owes.find(({ what }) => what === dateAsked(document, rule))?.dueAt ?? noon) + 1;
  return {
    action: rule.action,
    version: n + (manner === 'oldVersion' ? 1 : 0),
    by: may(by!),
    ...(rule.second ? { second: may(second!) } : {}),
    ...(manner === 'noPapers' ? {} : papers),
    dueAt: (manner === 'pastDate' ? noon : dueAt) as Instant,
    ...(rule.stage === undefined ? {} : { portions: portionsOf(document, rule, portions, manner) }),
  };
}

function portionsOf(
  { type, lines }: Document,
  rule: StepRule,
  tried: Try['portions'],
  manner: Try['manner'],
): Portion[] {
  const stage = tables[type].stages[rule.stage!]!;
  const names = rule.only ?? (Object.keys(stage.as) as Outcome[]);
  const open = lines.filter((line) => left(line, stage) > 0);
  const portions = tried.map(({ pick, part, as, lot }, i) => {
    const line = open[(pick + i) % (open.length || 1)] ?? lines[0]!;
    const rest = left(line, stage);
    const quantity = part < 2 || line.piece !== null ? rest : Math.max(1, Math.min(rest, part - 1));
    return {
      line: line.n,
      as: names[as % names.length]!,
      quantity: manner === 'tooMuch' ? rest + 3 : quantity,
      ...(manner === 'noReason' ? {} : { reason: 'because' }),
      ...(line.lot === null && line.kind !== null ? { lot: `L-${lot}` } : {}),
      ...(line.lot === null && lot === 0 ? { piece: `p${line.n}-${i}` } : {}),
    };
  });
  // A tidy person books each line once, and over last of all.
  const first = portions.filter((each, i) => portions.findIndex(({ line }) => line === each.line) === i);
  return manner === 'tidy' ? first : portions;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

/** By lot and piece, for a move may not turn one into the other. */
function ofEach(moves: readonly Move[]): Record<string, Record<string, number>> {
  const by = new Map<string, Move[]>();
  for (const move of moves) by.set(nameOf(move), [...(by.get(nameOf(move)) ?? []), move]);
  const each = [...by].map(([name, some]) => [name, balance(some)] as const);
  return Object.fromEntries(each.filter(([, at]) => Object.keys(at).length));
}
const nameOf = ({ kind, lot, piece }: Move) => `${kind}/${lot}/${piece}`;

const statesOf = (type: DocumentType): DocumentState[] => {
  const { start, steps } = tables[type];
  const led = steps.flatMap(({ from, to, unless = [] }) => [
    ...from,
    ...(to ? [to] : []),
    ...unless.map((one) => one.to),
  ]);
  return [...new Set([start, ...led])];
};

/** Cheaper than expect, for it is asked a hundred thousand times. */
function must(isSo: boolean, what: string, document: Document): void {
  if (!isSo) throw new Error(`${what}: ${JSON.stringify(document)}`);
}

/** What must be true of every document at every moment. */
function holdsTrue(document: Document, moves: readonly Move[]): void {
  const { type, state, lines, owes } = document;
  const { final, stages } = tables[type];
  must(statesOf(type).includes(state), 'a state outside its table', document);
  for (const { quantity, from, to } of moves)
    must(Number.isInteger(quantity) && quantity > 0 && !isSameSlot(from, to), 'a move of nothing', document);
  const each = Object.values(ofEach(moves));
  for (const at of each) {
    const sum = Object.values(at).reduce((total, quantity) => total + quantity, 0);
    must(sum === 0, 'goods made or unmade', document);
    must((at['transit/D-1'] ?? 0) >= 0, 'more came off the road than went on', document);
  }
  for (const line of lines) {
    must(
      Object.values(line.done).every((quantity) => quantity > 0),
      'less than nothing done',
      document,
    );
    must(
      Object.values(stages).every((stage) => left(line, stage) >= 0),
      'more than was wanted',
      document,
    );
  }
  must(hasMoved(document) || each.length === 0, 'moved and does not know it', document);
  signaturesHold(document);
  if (!final.includes(state)) return;
  must(owes.length === 0, 'over and still owing', document);
  must(
    each.every((at) => !at['transit/D-1']),
    'over with goods on the road',
    document,
  );
  if (state === 'cancelled' || state === 'refused') must(each.length === 0, 'called off and moved', document);
  else
    must(
      Object.values(stages).every((stage) => stage.isBeside || !isLeft(lines, stage)),
      'over with lines open',
      document,
    );
}

function signaturesHold(document: Document): void {
  const { steps, version } = document;
  must(version === steps.length, 'a step without a version', document);
  must(
    steps.every(({ by, second }) => by !== second),
    'one person signed twice',
    document,
  );
  const of = (...names: string[]) => standing(steps).filter(({ action }) => names.includes(action));
  const asker = steps[0]!.by;
  must(
    of('approve', 'refuse').every(({ by }) => by !== asker),
    'approved by who asked',
    document,
  );
  const far = of('receive', 'deliver').map(({ by }) => by);
  const near = of('release').flatMap(({ by, second }) => [by, second]);
  must(!far.some((person) => near.includes(person)), 'received by who released', document);
  const counted = of('submit').map(({ by }) => by);
  const judged = of('submitAgain', 'post').map(({ by }) => by);
  must(!judged.some((person) => counted.includes(person)), 'judged by who counted', document);
}

/** Everybody another person, all that is left at once: is there a way to the end from here? */
function toTheEnd(start: Document, moves: Move[]): void {
  let document = start;
  for (let n = 0; !isOver(document); n++) {
    if (n > 40) throw new Error(`stuck: ${document.type} in ${document.state}`);
    const answers = rulesNow(document)
      .filter(({ action }) => ![...ends, ...backwards].includes(action))
      .map((rule) => act(document, goodCommand(document, rule), noon));
    const done = answers.find(({ ok }) => ok);
    if (!done?.ok)
      throw new Error(`no way on: ${document.type} in ${document.state}, ${JSON.stringify(answers)}`);
    document = done.document;
    moves.push(...done.moves);
    holdsTrue(document, moves);
  }
}

const backwards = ['prolong', 'askAgain', 'objectAfterwards', 'find'];
const isOver = ({ type, state }: Document) => tables[type].final.includes(state);

function goodCommand(document: Document, rule: StepRule): Command {
  const stage = rule.stage === undefined ? undefined : tables[document.type].stages[rule.stage];
  const open = stage ? document.lines.filter((line) => left(line, stage) > 0) : [];
  // The n-th of them is booked on the n-th line that is open.
  const portions = open.map(() => ({ pick: 0, part: 0, as: 0, lot: 1 }));
  return commandOf(document, rule, { which: 0, people: [0, 0], portions, manner: 'tidy' });
}

const correction = (document: Document) =>
  correct(document, { version: document.version, by: may('ann'), second: may('bo'), reason: 'wrong' }, noon);

it('conserves goods, keeps to its table and its signatures, and refuses without a trace, whatever people try', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyDocument, fc.array(anyTry, { minLength: 12, maxLength: 24 }), (opened, tries) => {
      let document = frozen(opened);
      const moves: Move[] = [];
      seen.add(`${document.type} ${document.state}`);
      for (const one of tries) {
        const rule = ruleOf(document, one);
        const isCorrection = one.manner === 'correct' || !rule;
        const answer = isCorrection
          ? correction(document)
          : act(document, frozen(commandOf(document, rule, one)), noon);
        // A refusal hands nothing out to keep, and what it was given is frozen: it can't have been changed.
        if (!answer.ok) {
          seen.add(answer.code);
          must(answer.detail.zh !== '' && answer.detail.en !== '', 'refused without a word', document);
          continue;
        }
        document = frozen(answer.document);
        moves.push(...answer.moves);
        holdsTrue(document, moves);
        seen.add(isCorrection ? 'corrected' : `${document.type} ${document.state}`);
      }
      toTheEnd(document, moves);
      expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    }),
    { numRuns: 1000 },
  );
  const codes = [
    'documentChanged',
    'documentNeeds',
    'documentLine',
    'samePerson',
    'quantityOver',
    'alreadyMoved',
  ];
  for (const code of [...codes, 'corrected']) expect([...seen]).toContain(code);
  const all = types.flatMap((type) => statesOf(type).map((state) => `${type} ${state}`));
  // It is no proof of anything if it never gets anywhere.
  expect(all.filter((name) => seen.has(name)).length).toBeGreaterThan(all.length * 0.85);
});

it('stands after a correction where it stood before the step, moves and all', () => {
  fc.assert(
    fc.property(anyDocument, fc.array(anyTry, { minLength: 3, maxLength: 14 }), (opened, tries) => {
      let document = opened;
      for (const one of tries) {
        const rule = ruleOf(document, one);
        if (!rule) return;
        const answer = act(document, commandOf(document, rule, one), noon);
        if (!answer.ok) continue;
        const back = correction(answer.document);
        const isOff = ['cancelled', 'refused'].includes(answer.document.state);
        expect(back.ok).toBe(!isOff);
        if (back.ok) {
          const { lines, state, owes } = document;
          expect(back.document).toMatchObject({ lines, state, owes, version: document.version + 2 });
          expect(ofEach([...answer.moves, ...back.moves])).toEqual({});
          expect(back.moves).toHaveLength(answer.moves.length);
        }
        document = answer.document;
      }
    }),
    { numRuns: 1000 },
  );
});

it('offers only steps that can be taken, and none to whom it does not concern', () => {
  fc.assert(
    fc.property(anyDocument, fc.array(anyTry, { maxLength: 10 }), (opened, tries) => {
      let document = opened;
      for (const one of tries) {
        const rule = ruleOf(document, one);
        const answer = rule ? act(document, commandOf(document, rule, one), noon) : null;
        if (answer?.ok) document = answer.document;
      }
      for (const offer of availableSteps(document, everyone)) {
        const rule = rulesNow(document).find(({ action }) => action === offer.action)!;
        expect(offer).toMatchObject({ by: rule.by, dueAt: dateAsked(document, rule) });
        if (!rule.stage || offer.left.length)
          expect(act(document, goodCommand(document, rule), noon)).toMatchObject({ ok: true });
      }
      expect(availableSteps(document, {})).toEqual([]);
      expect(availableSteps(document, { elsewhere: everyone['RC-S'] })).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
