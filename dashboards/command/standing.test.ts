import type { GatewayLive, SiteLive } from '@changping/contracts/live';
import { expect, it } from 'vitest';
import type { LiveSite } from '../shared/live/world.ts';
import { figuresOf, standingOf, totalsOf } from './standing.ts';

const gateway = (news: Partial<GatewayLive>) =>
  ({
    id: 'GW',
    line: 'online',
    since: 0,
    lastLetterAt: 0,
    depth: 0,
    holes: 0,
    readers: [],
    ...news,
  }) as GatewayLive;
const live = (news: Partial<SiteLive>): SiteLive => ({
  stock: [],
  unconfirmed: 0,
  discrepancies: 0,
  leftWithoutOrder: 0,
  notices: { nearExpiry: 0, expired: 0 },
  doors: [],
  passages: [],
  sweeps: [],
  inField: [],
  gateways: [gateway({})],
  probes: [],
  ...news,
});
const quilts = (pieces: number, usable: number, held: number) =>
  [{ kind: 'quilt', pieces, usable, held }] as SiteLive['stock'];
const probe = (breach: 'above' | null) =>
  ({ probe: 'cold-1', at: 0, celsius: 9, humidity: null, breach }) as SiteLive['probes'][number];
const reader = (state: string) => ({ reader: 'gate', state }) as GatewayLive['readers'][number];

it.each([
  ['online without a fault', live({}), 'good', []],
  ['a probe in breach', live({ probes: [probe('above')] }), 'act', ['breach']],
  ['a probe within its band', live({ probes: [probe(null)] }), 'good', []],
  ['offline', live({ gateways: [gateway({ line: 'offline' })] }), 'watch', ['offline']],
  [
    'a breach while offline',
    live({ probes: [probe('above')], gateways: [gateway({ line: 'offline' })] }),
    'act',
    ['breach', 'offline'],
  ],
  ['never online', live({ gateways: [gateway({ line: 'never' })] }), 'none', []],
  ['no gateway', live({ gateways: [] }), 'none', []],
  [
    'what left without an order',
    live({ leftWithoutOrder: 2, discrepancies: 2 }),
    'act',
    ['leftWithoutOrder'],
  ],
  ['a discrepancy', live({ discrepancies: 2 }), 'watch', ['discrepancies']],
  [
    'a reader that is disconnected',
    live({ gateways: [gateway({ readers: [reader('disconnected')] })] }),
    'watch',
    ['reader'],
  ],
  ['a missing number', live({ gateways: [gateway({ holes: 1 })] }), 'watch', ['holes']],
])('marks a site with %s', (_, site, mark, reasons) => {
  expect(standingOf(site)).toEqual({ mark, reasons });
});

it('adds up the region', () => {
  const sites = [
    {
      live: live({
        stock: quilts(40, 400, 0),
        unconfirmed: 1,
        discrepancies: 3,
        leftWithoutOrder: 2,
      }),
    },
    { live: live({ stock: quilts(2, 10, 10), probes: [probe('above')] }) },
    { live: live({ gateways: [gateway({ line: 'never' })] }) },
  ] as unknown as LiveSite[];
  expect(figuresOf(sites)).toEqual({
    pieces: 42,
    gateways: 3,
    online: 2,
    leftWithoutOrder: 2,
    breaches: 1,
    unconfirmed: 1,
    discrepancies: 3,
  });
  expect(totalsOf(sites, [{ id: 'tent' }, { id: 'quilt' }])).toEqual([
    { kind: 'quilt', pieces: 42, usable: 410, held: 10 },
  ]);
});
