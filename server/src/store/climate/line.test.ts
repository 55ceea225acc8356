import type { Instant, SiteId } from '@changping/contracts/units';
import { Point } from '@influxdata/influxdb-client';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClimatePoint } from '../climate.ts';
import { lines } from './line.ts';

const at = 1_795_000_000_000 as Instant;
const point = (wish: Partial<ClimatePoint> = {}): ClimatePoint => ({
  site: 'RC-S' as SiteId,
  gateway: 'GW-1',
  probe: 'cold-1',
  at,
  celsius: 4.5,
  humidity: 50,
  ...wish,
});
const line = (wish?: Partial<ClimatePoint>) => lines()([point(wish)]);

it.each([
  [{}, 'celsius=4.5,humidity=50'],
  [{ celsius: -18 }, 'celsius=-18,humidity=50'],
  [{ humidity: null }, 'celsius=4.5'],
  [{ celsius: null }, 'humidity=50'],
  [{ celsius: null, humidity: null }, 'silent=1i'],
  [{ celsius: 0, humidity: 0 }, 'celsius=0,humidity=0'],
  [{ celsius: 1e-7 }, 'celsius=1e-7,humidity=50'],
])('writes %o as %s', (wish, fields) => {
  expect(line(wish)).toBe(`climate,gateway=GW-1,probe=cold-1,site=RC-S ${fields} 1795000000000\n`);
});

// docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_tutorial, "Special characters": the same three in tag keys, tag values and field keys.
it.each([
  ['us,midwest', 'us\\,midwest'],
  ['temp=rature', 'temp\\=rature'],
  ['location place', 'location\\ place'],
  ['we⛅️ther', 'we⛅️ther'],
  ['"weather"', '"weather"'],
])('writes the name %s as the documentation of InfluxDB does', (name, written) => {
  expect(line({ gateway: name })).toContain(`climate,gateway=${written},probe=`);
  expect(line({ probe: name })).toContain(`,probe=${written},site=`);
  expect(line({ site: name as SiteId })).toContain(`,site=${written} celsius`);
});

it.each(['', 'a\nb', 'a\rb', 'a\tb', 'a\u0000b', 'a\u0085b', 'cold\\', 'a\\,b'])(
  'has no line for the name %j',
  (name) => {
    for (const key of ['site', 'gateway', 'probe'])
      expect(() => line({ [key]: name })).toThrow('no tag can be called');
  },
);

it('writes what the client would write of a point, for any numbers and names, and each series apart', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => /^[^\p{Cc}\\]+$/u.test(text));
  const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
  const points = fc.array(
    fc.record({
      site: name as fc.Arbitrary<SiteId>,
      gateway: name,
      probe: name,
      at: fc.maxSafeNat() as fc.Arbitrary<Instant>,
      celsius: number,
      humidity: number,
    }),
  );
  fc.assert(
    fc.property(points, (list) => {
      expect(lines()(list)).toBe(list.map((each) => `${byClient(each)}\n`).join(''));
    }),
  );
});

function byClient({ site, gateway, probe, at: when, celsius, humidity }: ClimatePoint): string | undefined {
  const made = new Point('climate').tag('site', site).tag('gateway', gateway).tag('probe', probe);
  if (celsius !== null) made.floatField('celsius', celsius);
  if (humidity !== null) made.floatField('humidity', humidity);
  if (celsius === null && humidity === null) made.intField('silent', 1);
  return made.timestamp(when).toLineProtocol();
}
