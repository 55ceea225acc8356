import type { CommandBody } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, received, slot } from './count-room.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
let keeper: Visitor;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  await received(keeper, '20260101', 20);
});
afterAll(() => server.close());

type Lot = NonNullable<CommandBody<'/api/documents/open'>['lots']>[number];
const line = (kind: string, lot?: string) => ({
  ...{ kind, wanted: 2, from: slot('supplier'), to: slot('RC-S/receiving') },
  ...(lot ? { lot } : {}),
});
const open = (kind: string, lots: Lot[], lot: string | undefined = '20260101', id = newId()) =>
  keeper.post('/api/documents/open', { id, type: 'goodsIn', site: 'RC-S', lots, lines: [line(kind, lot)] });
const faultOf = ({ status, body }: { status: number; body: unknown }) => {
  const { code, detail } = (body as { fault: { code: string; detail: string } }).fault;
  return [status, code, detail];
};
const ofQuilt = [409, 'lotOfOther', '批号“20260101”属于“棉被” lot "20260101" is of "Quilt"'];

it('says which kind has a lot number already, at every door where one is named', async () => {
  const lot = '20260101';
  const before = server.count('document');
  expect(faultOf(await open('coat', [{ lot, kind: 'coat' }]))).toEqual(ofQuilt);
  expect(faultOf(await open('coat', []))).toEqual(ofQuilt);
  expect(server.count('document')).toBe(before);
  // The lot is named as the goods come in.
  const id = newId();
  expect((await open('coat', [], '', id)).status).toBe(200);
  const receive = (lots: Lot[]) =>
    keeper.post('/api/documents/step', {
      ...{ id, version: 1, action: 'receive', second: { name: '送货员老杨' }, lots },
      portions: [{ line: 1, as: 'arrived', quantity: 2, lot }],
    });
  expect(faultOf(await receive([{ lot, kind: 'coat' }]))).toEqual(ofQuilt);
  expect(faultOf(await receive([]))).toEqual(ofQuilt);
  // As the refusal advises.
  expect((await open('coat', [{ lot: 'C-20260101', kind: 'coat' }], 'C-20260101')).status).toBe(200);
});

it.each<[string, Partial<Lot>, string | null]>([
  ['nothing more', {}, null],
  ['the same', { madeOn: '2026-01-10', supplier: '某被服厂' }, null],
  ['another supplier', { supplier: '另一家' }, 'lotDiffers'],
  ['another day', { madeOn: '2026-01-11' }, 'lotDiffers'],
  ['an end that the book does not know', { expiresOn: '2031-01-10' }, 'lotDiffers'],
])(
  'takes a lot of the same kind and number told with %s for the same one, or says what the book has',
  async (_, more, code) => {
    const answer = await open('quilt', [{ lot: '20260101', kind: 'quilt', ...more }]);
    if (code === null) expect(answer.status).toBe(200);
    else expect(faultOf(answer)).toEqual([409, code, 'lot 20260101 (quilt, 2026-01-10, -, 某被服厂)']);
  },
);
