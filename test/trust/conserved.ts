/** P15: whatever people ask for in whatever order, what is taken back and what is refused with it: the stock of every place is what the steps that were thanked for have moved, nowhere less than nothing, and the sum of the book's entries. */
import { randomUUID } from 'node:crypto';
import type { Outcome } from '@changping/contracts/document-words';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { openServer, type TestServer } from '../contract/server.ts';
import { aSample, type Reply, type Visitor } from '../contract/visitor.ts';

type Deed =
  | { do: 'receive'; quantity: number }
  | { do: 'putAway'; quantity: number }
  | { do: 'cancel'; quantity: number }
  | { do: 'handOut'; quantity: number; returned: number; damaged: number }
  | { do: 'transfer'; quantity: number; damaged: number; short: number }
  | { do: 'correct' };
type Move = { from: string; to: string; quantity: number };
/** A document that stands somewhere between its steps, with what each moved. */
type Paper = { id: string; number: string; version: number; moved: Move[][]; isFar: boolean };
type Document = { version: number; number: string };
type People = Readonly<Record<'keeper' | 'approver' | 'far', Visitor>>;

export type ConservedCounts = {
  sequences: number;
  deeds: number;
  steps: number;
  refused: number;
  corrected: number;
  reasons: number;
  unlike: number;
  oversold: number;
  differences: number;
};

const quantity = fc.integer({ min: 1, max: 12 });
const part = fc.integer({ min: 0, max: 4 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), quantity }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('putAway' as const), quantity }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), quantity }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('handOut' as const), quantity, returned: part, damaged: part }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('transfer' as const), quantity, damaged: part, short: part }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('correct' as const) }) },
);

const [near, there, shelf] = ['RC-S/receiving', 'CS-640425/receiving', 'RC-S/ordinary'];
const unit = 'unit/rescue-1';
const minute = 61_000;

/** @throws the smallest sequence that breaks it. */
export async function conserved({
  sequences,
  seed,
}: {
  sequences: number;
  seed: number;
}): Promise<ConservedCounts> {
  const counts: ConservedCounts = {
    ...{ sequences: 0, deeds: 0, steps: 0, refused: 0, corrected: 0, reasons: 0 },
    ...{ unlike: 0, oversold: 0, differences: 0 },
  };
  const reasons = new Set<string>();
  let at = Date.now();
  // So many commands of one person a minute, and no more: the wall goes on by itself.
  const server = await openServer({ wall: () => at as Instant });
  try {
    const comeIn = async (): Promise<People> => ({
      keeper: await aSample(server, 'keeper-guyuan'),
      approver: await aSample(server, 'approver'),
      far: await aSample(server, 'keeper-pengyang'),
    });
    let people = await comeIn();
    const property = fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 12 }), async (deeds) => {
      if (counts.sequences++ % 5 === 0) at += minute;
      // A login lasts twelve hours, whoever works on.
      if (counts.sequences % 1000 === 0) people = await comeIn();
      const one = aLot(server, people, `P15-${counts.sequences}`);
      for (const each of deeds) await one.do(each);
      counts.deeds += deeds.length;
      const { steps, corrected, refused, least } = one.tally;
      counts.steps += steps;
      counts.corrected += corrected;
      counts.refused += refused.length;
      for (const code of refused) reasons.add(code);
      const unlike = one.unlike().length;
      counts.unlike += unlike;
      if (least < 0) counts.oversold++;
      return unlike === 0 && least >= 0;
    });
    await fc.assert(property, { seed, numRuns: sequences });
    counts.differences = server.unsound().length;
    return { ...counts, reasons: reasons.size };
  } finally {
    await server.close();
  }
}

/** One lot of its own, and all that is done with it. */
function aLot(server: TestServer, people: People, lot: string) {
  const papers: Paper[] = [];
  const model = new Map<string, number>();
  const tally = { steps: 0, corrected: 0, refused: [] as string[], least: 0 };

  function shift({ from, to, quantity }: Move): void {
    const left = (model.get(from) ?? 0) - quantity;
    model.set(from, left);
    if (!isOutside(from)) tally.least = Math.min(tally.least, left);
    model.set(to, (model.get(to) ?? 0) + quantity);
  }

  function isDone(paper: Paper, { status, body, code }: Reply<{ document: Document }>): boolean {
    if (status === 200) {
      paper.version = body.document.version;
      paper.number = body.document.number;
      tally.steps++;
      return true;
    }
    // Else it would prove nothing of the book.
    if (status === 401 || status === 429) throw new Error(`nobody was asked: ${code}`);
    tally.refused.push(code ?? `${status}`);
    return false;
  }

  async function open(
    type: 'goodsIn' | 'putAway' | 'handOut' | 'transfer',
    from: string,
    to: string,
    wanted: number,
  ): Promise<Paper> {
    const paper: Paper = { id: randomUUID(), number: '', version: 0, moved: [], isFar: false };
    const line = { kind: 'quilt', lot, wanted, from: slot(from), to: slot(to) };
    const reply = await people.keeper.post('/api/documents/open', {
      ...{ id: paper.id, type, site: 'RC-S', lines: [line], reason: '随机次序' },
      ...(type === 'goodsIn' ? { lots: [{ lot, kind: 'quilt' }] } : {}),
      ...(type === 'transfer' ? { there: 'CS-640425' } : {}),
    });
    if (isDone(paper, reply)) papers.push(paper);
    return paper;
  }

  /** @returns whether it was done. */
  async function step(paper: Paper, who: Visitor, body: Step, moves: readonly Move[] = []): Promise<boolean> {
    const { id, version } = paper;
    if (version === 0) return false;
    if (!isDone(paper, await who.post('/api/documents/step', { id, version, ...body }))) return false;
    for (const each of moves) shift(each);
    paper.moved.push([...moves]);
    return true;
  }

  const { keeper, approver, far } = people;
  const deeds = {
    async receive({ quantity }: Of<'receive'>) {
      const paper = await open('goodsIn', 'supplier', near, quantity);
      const body: Step = {
        action: 'receive',
        second: { name: '送货员老杨' },
        portions: some('arrived', quantity),
      };
      await step(paper, keeper, body, [move('supplier', near, quantity)]);
    },
    async putAway({ quantity }: Of<'putAway'>) {
      const paper = await open('putAway', near, shelf, quantity);
      const body: Step = { action: 'putAway', portions: some('placed', quantity) };
      await step(paper, keeper, body, [move(near, shelf, quantity)]);
    },
    /** Approved, so that it holds its goods, and given up again. */
    async cancel({ quantity }: Of<'cancel'>) {
      const paper = await open('handOut', near, unit, quantity);
      await step(paper, approver, { action: 'approve' });
      await step(paper, keeper, { action: 'cancel', reason: '不用了' });
    },
    async handOut({ quantity, returned, damaged }: Of<'handOut'>) {
      const paper = await open('handOut', near, unit, quantity);
      await step(paper, approver, { action: 'approve' });
      const with_ = { second: { name: '老李' } };
      const given = { ...with_, dueAt: Date.now() + 86_400_000, portions: some('given', quantity) };
      if (!(await step(paper, keeper, { action: 'handOut', ...given }, [move(near, unit, quantity)]))) return;
      const portions = [...some('returned', returned), ...some('damaged', damaged, '磨破')];
      await step(paper, keeper, { action: 'takeBack', ...with_, portions }, [
        move(unit, near, returned),
        move(unit, near, damaged, 'damaged'),
      ]);
    },
    async transfer({ quantity, damaged, short }: Of<'transfer'>) {
      const paper = await open('transfer', near, there, quantity);
      const driver = { second: { name: '驾驶员马师傅' } };
      await step(paper, approver, { action: 'approve' });
      await step(paper, keeper, { action: 'pick', portions: some('picked', quantity) });
      const road = `transit/${paper.number}`;
      const sent: Step = { action: 'release', ...driver, portions: some('sent', quantity) };
      if (!(await step(paper, approver, sent, [move(near, road, quantity)]))) return;
      paper.isFar = true;
      // More damaged and short than was sent is refused.
      const whole = Math.max(quantity - damaged - short, 0);
      const portions = [
        ...some('arrived', whole),
        ...some('damaged', damaged, '压坏'),
        ...some('short', short, '途中缺失'),
      ];
      await step(paper, far, { action: 'receive', ...driver, portions }, [
        move(road, there, whole),
        move(road, there, damaged, 'damaged'),
        move(road, 'lost', short),
      ]);
    },
    /** The last step of the youngest document. */
    async correct(_: Of<'correct'>) {
      const paper = papers.at(-1);
      if (!paper) return;
      const { id, version, moved, isFar } = paper;
      // Who unloaded takes that back.
      const who = isFar && moved.at(-1)?.some(({ from }) => from.startsWith('transit/')) ? far : keeper;
      const body = { id, version, reason: '数错了', second: { name: 'approver' } };
      if (!isDone(paper, await who.post('/api/documents/correct', body))) return;
      tally.corrected++;
      for (const { from, to, quantity } of moved.pop() ?? []) shift({ from: to, to: from, quantity });
    },
  };

  return {
    tally,
    do: (deed: Deed) => (deeds[deed.do] as (deed: Deed) => Promise<void>)(deed),
    /** Places where the book has another quantity than the model. */
    unlike(): string[] {
      const rows = server.rows<{ slot: string; n: number }>(
        `select place.code || ' ' || quality as slot, sum(quantity) as n from stock join cell on cell.key = stock.cell
         join lot on lot.key = cell.lot join place on place.key = cell.place where lot.code = '${lot}' group by slot`,
      );
      const book = new Map(rows.map(({ slot, n }) => [slot, n]));
      return [...new Set([...book.keys(), ...model.keys()])].filter(
        (slot) => !isOutside(slot) && (book.get(slot) ?? 0) !== (model.get(slot) ?? 0),
      );
    },
  };
}

type Of<What extends Deed['do']> = Extract<Deed, { do: What }>;
type Step = Omit<CommandBody<'/api/documents/step'>, 'id' | 'version'>;

/** Where goods come from and go to for good. */
const isOutside = (slot: string): boolean => /^(supplier|lost|found|consumed|disposed) /.test(slot);
const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;
const move = (from: string, to: string, quantity: number, became = 'usable'): Move => ({
  ...{ from: `${from} usable`, to: `${to} ${became}`, quantity },
});
const some = (as: Outcome, quantity: number, reason?: string) =>
  quantity > 0 ? [{ line: 1, as, quantity, ...(reason ? { reason } : {}) }] : [];
