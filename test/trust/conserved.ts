/** P15: whatever people ask for in whatever order, what is taken back and what is refused with it: the stock of every place is what the steps that were thanked for have moved, nowhere less than nothing, and the sum of the book's entries. */
import { randomUUID } from 'node:crypto';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Instant } from '@changping/contracts/units';
import fc from 'fast-check';
import { openServer, type TestServer } from '../contract/server.ts';
import { aSample, type Reply, type Visitor } from '../contract/visitor.ts';

type Deed =
  | { do: 'receive' | 'putAway' | 'cancel'; quantity: number }
  | { do: 'handOut'; quantity: number; returned: number; damaged: number }
  | { do: 'transfer'; quantity: number; damaged: number; short: number; back: number }
  | { do: 'correct' };
type Move = { from: string; to: string; quantity: number };
/** A document that stands somewhere between its steps, with what each moved. */
type Paper = { id: string; version: number; moved: Move[][]; far: boolean };
type Document = { version: number; number: string };

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
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('putAway' as const, 'cancel' as const), quantity }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('handOut' as const), quantity, returned: part, damaged: part }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('transfer' as const),
      ...{ quantity, damaged: part, short: part, back: part },
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('correct' as const) }) },
);

const [near, far, shelf] = ['RC-S/receiving', 'CS-640425/receiving', 'RC-S/ordinary'];
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
    const people = {
      keeper: await aSample(server, 'keeper-guyuan'),
      approver: await aSample(server, 'approver'),
      far: await aSample(server, 'keeper-pengyang'),
    };
    const property = fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 12 }), async (deeds) => {
      if (counts.sequences++ % 5 === 0) at += minute;
      const one = new Sequence(server, people, `P15-${counts.sequences}`);
      for (const each of deeds) await one.do(each);
      counts.deeds += deeds.length;
      counts.steps += one.steps;
      counts.corrected += one.corrected;
      counts.refused += one.refused.length;
      for (const code of one.refused) reasons.add(code);
      const [unlike, oversold] = [one.unlike(), one.oversold()];
      counts.unlike += unlike.length;
      counts.oversold += oversold.length;
      return unlike.length + oversold.length === 0;
    });
    await fc.assert(property, { seed, numRuns: sequences });
    counts.differences = server.unsound().length;
    return { ...counts, reasons: reasons.size };
  } finally {
    await server.close();
  }
}

/** One lot of its own, and all that is done with it. */
class Sequence {
  steps = 0;
  corrected = 0;
  readonly refused: string[] = [];
  private readonly papers: Paper[] = [];
  private readonly model = new Map<string, number>();
  private least = 0;

  constructor(
    private readonly server: TestServer,
    private readonly people: Readonly<Record<'keeper' | 'approver' | 'far', Visitor>>,
    private readonly lot: string,
  ) {}

  async do(deed: Deed): Promise<void> {
    if (deed.do === 'correct') return this.correct();
    if (deed.do === 'receive') return this.receive(deed.quantity);
    if (deed.do === 'putAway') return this.putAway(deed.quantity);
    if (deed.do === 'cancel') return this.cancel(deed.quantity);
    if (deed.do === 'handOut') return this.handOut(deed);
    return this.transfer(deed);
  }

  /** Places where the book has another quantity than the model. */
  unlike(): string[] {
    const rows = this.server.rows<{ slot: string; n: number }>(
      `select place.code || ' ' || quality as slot, sum(quantity) as n from stock join cell on cell.key = stock.cell
       join lot on lot.key = cell.lot join place on place.key = cell.place where lot.code = '${this.lot}' group by slot`,
    );
    const book = new Map(rows.map(({ slot, n }) => [slot, n]));
    return [...new Set([...book.keys(), ...this.model.keys()])].filter(
      (slot) => !isOutside(slot) && (book.get(slot) ?? 0) !== (this.model.get(slot) ?? 0),
    );
  }

  /** What a step was thanked for that took more than there was. */
  oversold(): string[] {
    return this.least < 0 ? [`${this.lot} ${this.least}`] : [];
  }

  private async receive(quantity: number): Promise<void> {
    const paper = await this.open('goodsIn', 'supplier', near, quantity);
    const portions = [{ line: 1, as: 'arrived' as const, quantity }];
    await this.step(paper, 'keeper', { action: 'receive', second: { name: '送货员老杨' }, portions }, [
      move('supplier', near, quantity),
    ]);
  }

  private async putAway(quantity: number): Promise<void> {
    const paper = await this.open('putAway', near, shelf, quantity);
    const portions = [{ line: 1, as: 'placed' as const, quantity }];
    await this.step(paper, 'keeper', { action: 'putAway', portions }, [move(near, shelf, quantity)]);
  }

  /** Approved, so that it holds its goods, and given up again. */
  private async cancel(quantity: number): Promise<void> {
    const paper = await this.open('handOut', near, unit, quantity);
    await this.step(paper, 'approver', { action: 'approve' }, []);
    await this.step(paper, 'keeper', { action: 'cancel', reason: '不用了' }, []);
  }

  private async handOut({ quantity, returned, damaged }: Extract<Deed, { do: 'handOut' }>): Promise<void> {
    const paper = await this.open('handOut', near, unit, quantity);
    await this.step(paper, 'approver', { action: 'approve' }, []);
    const given = [{ line: 1, as: 'given' as const, quantity }];
    const hand = {
      action: 'handOut',
      second: { name: '老李' },
      dueAt: Date.now() + 86_400_000,
      portions: given,
    };
    if (!(await this.step(paper, 'keeper', hand as Step, [move(near, unit, quantity)]))) return;
    const back = [...portion('returned', returned), ...portion('damaged', damaged, '磨破')];
    if (back.length)
      await this.step(
        paper,
        'keeper',
        { action: 'takeBack', second: { name: '老李' }, portions: back } as Step,
        [move(unit, near, returned), move(unit, near, damaged, 'damaged')],
      );
  }

  private async transfer(deed: Extract<Deed, { do: 'transfer' }>): Promise<void> {
    const { quantity, damaged, short, back } = deed;
    const paper = await this.open('transfer', near, far, quantity);
    const driver = { second: { name: '驾驶员马师傅' } };
    const all = (as: string) => portion(as, quantity);
    await this.step(paper, 'approver', { action: 'approve' }, []);
    await this.step(paper, 'keeper', { action: 'pick', portions: all('picked') } as Step, []);
    const road = `transit/${paper?.number}`;
    const sent = { action: 'release', ...driver, portions: all('sent') } as Step;
    if (!paper || !(await this.step(paper, 'approver', sent, [move(near, road, quantity)]))) return;
    paper.far = true;
    const whole = quantity - damaged - short;
    // What adds up to more than was sent is refused, and the model knows of it too.
    const portions = [
      ...portion('arrived', Math.max(whole - back, 0)),
      ...portion('damaged', damaged, '压坏'),
      ...portion('short', short, '途中缺失'),
    ];
    await this.step(paper, 'far', { action: 'receive', ...driver, portions } as Step, [
      move(road, far, Math.max(whole - back, 0)),
      move(road, far, damaged, 'damaged'),
      move(road, 'lost', short),
    ]);
  }

  /** The last step of the youngest document that has one to take back. */
  private async correct(): Promise<void> {
    const paper = this.papers.at(-1);
    if (!paper) return;
    const { id, version, far: isFar } = paper;
    const who = isFar && paper.moved.length > 1 ? this.people.far : this.people.keeper;
    const reply = await who.post('/api/documents/correct', {
      ...{ id, version, reason: '数错了', second: { name: 'approver' } },
    });
    if (!this.isDone(paper, reply as Reply<{ document?: Document }>)) return;
    this.corrected++;
    for (const { from, to, quantity } of paper.moved.pop() ?? [])
      this.shift({ from: to, to: from, quantity });
  }

  private async open(
    type: 'goodsIn' | 'putAway' | 'handOut' | 'transfer',
    from: string,
    to: string,
    wanted: number,
  ) {
    const id = randomUUID();
    const { lot } = this;
    const line = { kind: 'quilt', lot, wanted, from: slot(from), to: slot(to) };
    const reply = await this.people.keeper.post('/api/documents/open', {
      ...{ id, type, site: 'RC-S', lines: [line], reason: '随机次序' },
      ...(type === 'goodsIn' ? { lots: [{ lot, kind: 'quilt' }] } : {}),
      ...(type === 'transfer' ? { there: 'CS-640425' } : {}),
    });
    const paper: Paper & { number: string } = { id, version: 0, moved: [], far: false, number: '' };
    if (!this.isDone(paper, reply as Reply<{ document?: Document }>)) return undefined;
    paper.number = (reply.body as { document: Document }).document.number;
    this.papers.push(paper);
    return paper;
  }

  /** @returns whether it was done. */
  private async step(
    paper: Paper | undefined,
    who: 'keeper' | 'approver' | 'far',
    body: Step,
    moves: readonly Move[],
  ): Promise<boolean> {
    if (!paper) return false;
    const { id, version } = paper;
    const reply = await this.people[who].post('/api/documents/step', { id, version, ...body });
    if (!this.isDone(paper, reply as Reply<{ document?: Document }>)) return false;
    for (const each of moves) this.shift(each);
    paper.moved.push([...moves]);
    return true;
  }

  private isDone(paper: Paper, { status, body, code }: Reply<{ document?: Document }>): boolean {
    if (status === 200 && body.document) {
      paper.version = body.document.version;
      this.steps++;
      return true;
    }
    this.refused.push(code ?? `${status}`);
    return false;
  }

  private shift({ from, to, quantity }: Move): void {
    const left = (this.model.get(from) ?? 0) - quantity;
    this.model.set(from, left);
    if (!isOutside(from)) this.least = Math.min(this.least, left);
    this.model.set(to, (this.model.get(to) ?? 0) + quantity);
  }
}

type Step = Omit<CommandBody<'/api/documents/step'>, 'id' | 'version'>;

/** Where goods come from and go to for good. */
const isOutside = (slot: string): boolean => /^(supplier|lost|found|consumed|disposed) /.test(slot);
const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' }) as const;
const move = (from: string, to: string, quantity: number, became = 'usable'): Move => ({
  ...{ from: `${from} usable`, to: `${to} ${became}`, quantity },
});
const portion = (as: string, quantity: number, reason?: string) =>
  quantity > 0 ? [{ line: 1, as, quantity, ...(reason ? { reason } : {}) }] : [];
