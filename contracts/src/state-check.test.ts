import { expect, it } from 'vitest';
import { checkState } from './state-check.ts';

const birth = {
  v: 1,
  kind: 'birth',
  gw: 'GW-RC-S',
  site: 'RC-S',
  epoch: '00000000000000aa',
  boot: 'b1',
  at: 1_795_000_000_000,
  last: 7,
  depth: 2,
  readers: [{ reader: 'gate-1', state: 'reading', lastReadAt: null, reads: 0, noiseBytes: 0, badFrames: 0 }],
  probes: [{ probe: 'cold-1', state: 'ok', lastReadingAt: 1, zone: 'cold' }],
  version: '0.1.0',
};
const bytes = (content: unknown) => new TextEncoder().encode(JSON.stringify(content));

it('takes a birth and a will', () => {
  expect(checkState(bytes(birth))).toEqual(birth);
  const { v, gw, epoch, boot } = birth;
  expect(checkState(bytes({ v, kind: 'gone', gw, epoch, boot }))).toMatchObject({ kind: 'gone' });
});

it.each([
  ['no bytes', new Uint8Array()],
  ['a cut text', bytes(birth).slice(0, 40)],
  ['bytes that are no UTF-8', Uint8Array.of(0xff, 0xfe)],
  ['a number for a reader', bytes({ ...birth, readers: [7] })],
  ['a probe without its zone', bytes({ ...birth, probes: [{ probe: 'c', state: 'ok', lastReadingAt: 1 }] })],
  ['a fraction for a number', bytes({ ...birth, last: 1.5 })],
  ['null', bytes(null)],
  ['an epoch of another form', bytes({ ...birth, epoch: 'AA' })],
])('takes %s for nothing', (_, content) => {
  expect(checkState(content)).toBeUndefined();
});
