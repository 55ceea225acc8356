import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ahead, next, type Queued, rebased, verdict, withWhy } from './queue.ts';

const no = { code: 'documentChanged', sentence: undefined };
const step = (seq: number, document: string, more: Partial<Queued> = {}): Queued =>
  ({
    ...{ seq, document, number: document, device: 'd', epoch: 'e', key: `k${seq}`, by: 'keeper', at: seq },
    ...{ baseVersion: 1, isInDoubt: false, refused: null, command: '/api/documents/step' },
    body: {
      id: document,
      version: 1,
      action: 'receive',
      portions: [{ line: 1, as: 'arrived', quantity: 2 }],
    },
    ...more,
  }) as Queued;

it.each([
  ['nothing waits', [], undefined],
  ['the oldest first, however they lie', [step(2, 'B'), step(1, 'A')], 1],
  ['the others go on past a refused one', [step(1, 'A', { refused: no }), step(2, 'B')], 2],
  [
    'those of its own document wait behind it',
    [step(1, 'A', { refused: no }), step(2, 'A'), step(3, 'B')],
    3,
  ],
  [
    'what another person gave waits for that person',
    [step(1, 'A', { by: 'other' }), step(2, 'A'), step(3, 'C')],
    3,
  ],
  ['all is held', [step(1, 'A', { refused: no }), step(2, 'A')], undefined],
])('next: %s', (_, queue, seq) => {
  expect(next(queue, 'keeper')?.seq).toBe(seq);
});

it.each([
  ['ok', 'done'],
  [{ code: 'offline', retry: true, status: 0 }, 'later'],
  [{ code: '502', retry: true, status: 502 }, 'later'],
  [{ code: 'internal', retry: false, status: 500 }, 'later'],
  [{ code: 'storeBusy', retry: true, status: 503 }, 'later'],
  [{ code: 'tooMany', retry: true, status: 429 }, 'later'],
  [{ code: 'sessionIdle', retry: false, status: 401 }, 'comeIn'],
  [{ code: 'changePasswordFirst', retry: false, status: 403 }, 'comeIn'],
  [{ code: 'csrfMissing', retry: false, status: 403 }, 'reread'],
  [{ code: 'loginWrong', retry: false, status: 401 }, 'refused'],
  [{ code: 'documentChanged', retry: false, status: 409 }, 'refused'],
  [{ code: 'bodyShape', retry: false, status: 400 }, 'refused'],
] as const)('an answer %j is %s', (answer, means) => {
  expect(verdict(answer)).toBe(means);
});

it('counts the versions on from where the document is by now, for its own steps alone', () => {
  const queue = [step(1, 'A'), step(2, 'B'), step(3, 'A'), step(4, 'A')];
  expect(rebased(queue, 'A', 5).map(({ seq, body }) => [seq, 'version' in body && body.version])).toEqual([
    [1, 5],
    [3, 6],
    [4, 7],
  ]);
  expect(rebased(queue, 'C', 5)).toEqual([]);
});

it('takes off what waits already and offers only the same step again', () => {
  const line = {
    n: 1,
    of: null,
    kind: 'quilt',
    item: null,
    lot: 'Q',
    piece: null,
    wanted: 5,
    from: null,
    to: null,
    done: {},
  };
  const outcomes = [
    { as: 'arrived', reason: false, beyond: false },
    { as: 'over', reason: true, beyond: true },
  ] as const;
  const plain = { site: 'RC-S', by: 'receive', second: null, needs: [], dueAt: null } as const;
  const paper = {
    document: {
      id: 'A',
      number: 'A',
      type: 'goodsIn',
      site: 'RC-S',
      there: null,
      state: 'expected',
      version: 3,
      lines: [line],
      owes: [],
      steps: [],
    },
    steps: [
      { ...plain, action: 'receive', outcomes, left: [{ line: 1, quantity: 5 }] },
      { ...plain, action: 'cancel', outcomes: [], left: [] },
    ],
  } as unknown as Parameters<typeof ahead>[0];
  expect(ahead(paper, [step(1, 'B')])).toEqual(paper);
  const once = ahead(paper, [step(1, 'A')]);
  expect([once.document.version, once.steps.map(({ action, left }) => [action, left])]).toEqual([
    4,
    [['receive', [{ line: 1, quantity: 3 }]]],
  ]);
  expect(ahead(paper, [step(1, 'A'), step(2, 'A'), step(3, 'A')]).steps).toEqual([]);
});

/** A server that refuses some and says nothing to some at first; a keeper who drops what was refused. */
it('whatever is refused and however often the line breaks: each document’s commands arrive in order, once, and none is lost', () => {
  const orders = fc.array(
    fc.record({ document: fc.constantFrom('A', 'B', 'C'), isRefused: fc.boolean(), breaks: fc.nat(2) }),
    { maxLength: 15 },
  );
  fc.assert(
    fc.property(orders, (all) => {
      let queue = all.map(({ document }, i) => step(i + 1, document));
      const arrived: Queued[] = [];
      const refused: number[] = [];
      const breaks = all.map((each) => each.breaks);
      for (let one = next(queue, 'keeper'); one; one = next(queue, 'keeper')) {
        const { seq, document } = one;
        if (breaks[seq - 1]) breaks[seq - 1]! -= 1;
        else if (all[seq - 1]?.isRefused) {
          queue = queue.map((each) => (each.seq === seq ? { ...each, refused: no } : each));
          refused.push(seq);
        } else {
          expect(queue.some((each) => each.document === document && each.seq < seq)).toBe(false);
          arrived.push(one);
          queue = queue.filter((each) => each.seq !== seq);
        }
      }
      expect([...arrived, ...queue].map(({ seq }) => seq).sort((one, other) => one - other)).toEqual(
        all.map((_, i) => i + 1),
      );
      for (const { seq, document } of queue)
        expect(refused.some((each) => each <= seq && all[each - 1]?.document === document)).toBe(true);
    }),
  );
});

it('says why on every line that was taken out of turn, and on no other, and keeps what was said before', () => {
  const opening = (lines: object[]) =>
    step(1, 'A', { command: '/api/documents/open', body: { id: 'A', lines } } as Partial<Queued>);
  const said = withWhy(opening([{ lot: 'L' }, { lot: 'M', outOfTurn: '早说' }, { kind: 'tent' }]), '近门');
  expect(said).toEqual(
    opening([{ lot: 'L', outOfTurn: '近门' }, { lot: 'M', outOfTurn: '早说' }, { kind: 'tent' }]),
  );
  const picking = (portions: object[]) =>
    step(1, 'A', { body: { ...step(1, 'A').body, action: 'pick', portions } } as Partial<Queued>);
  const [picked, missed] = [
    { line: 1, as: 'picked', quantity: 2, lot: 'L' },
    { line: 1, as: 'notPicked', quantity: 1, reason: '缺' },
  ];
  expect(withWhy(picking([picked, missed]), '近门')).toEqual(
    picking([
      { ...picked, reason: '近门' },
      { ...missed, outOfTurn: '近门' },
    ]),
  );
  expect(withWhy(step(1, 'A'), '近门')).toEqual(step(1, 'A'));
});
