/** Letters as a gateway of the test world writes them; `more` puts right or wrong whatever a sentence is about. */
export const epochOf = (gateway: string) => Buffer.from(gateway.padEnd(8, '-').slice(-8)).toString('hex');

const head = (gateway: string, seq: number) => ({
  v: 1,
  gw: gateway,
  epoch: epochOf(gateway),
  seq,
  at: Date.now(),
  boot: 'b1',
  mono: seq,
});

/** One of the 40 cases that Guyuan expects. */
export const caseOf = (n: number) => `E2801160600002${n.toString(16).toUpperCase().padStart(10, '0')}`;
/** A code that no list knows. */
export const stranger = (n: number) => `E2801160600009${n.toString(16).toUpperCase().padStart(10, '0')}`;

export function tags(seq: number, epc: string[] = [stranger(seq)], more: object = {}, gateway = 'GW-RC-S') {
  return {
    ...head(gateway, seq),
    kind: 'tags',
    reader: 'gate-1',
    change: 'seen',
    epc,
    antenna: epc.map(() => 1),
    rssi: epc.map(() => -50),
    dt: epc.map(() => 0),
    ...more,
  };
}

/** A trip of these tags through the gate; `more` may mark strays. */
export const passage = (
  seq: number,
  direction: 'in' | 'out' | 'turnedBack' | 'unclear',
  epc: string[],
  more: object = {},
  gateway = 'GW-RC-S',
) => ({
  ...head(gateway, seq),
  kind: 'passage',
  reader: 'portal-1',
  direction,
  lasts: 900,
  epc,
  first: epc.map(() => 0),
  last: epc.map(() => 0),
  count: epc.map(() => 12),
  peak: epc.map(() => -50),
  antennas: epc.map(() => (direction === 'in' ? [3, 1] : [1, 3])),
  stray: epc.map(() => false),
  ...more,
});

/** What a sweep of a zone heard, in one part unless `more` says otherwise. */
export const sweep = (seq: number, zone: string, epc: string[], more: object = {}, gateway = 'GW-RC-S') => ({
  ...head(gateway, seq),
  kind: 'count',
  sweep: `s${seq}`,
  reader: 'room-1',
  zone,
  part: 1,
  parts: 1,
  lasts: 0,
  epc,
  count: epc.map(() => 3),
  peak: epc.map(() => -60),
  ...more,
});

export const climate = (seq: number, celsius: (number | null)[], more: object = {}, gateway = 'GW-RC-S') => ({
  ...head(gateway, seq),
  kind: 'climate',
  probe: 'cold-1',
  dt: celsius.map((_, row) => row * 1000),
  celsius,
  humidity: celsius.map(() => 60),
  ...more,
});

export const breach = (seq: number, episode: string, more: object = {}, gateway = 'GW-RC-S') => ({
  ...head(gateway, seq),
  kind: 'breach',
  episode,
  probe: 'cold-1',
  zone: 'cold',
  measure: 'celsius',
  cause: 'above',
  state: 'opened',
  since: Date.now(),
  limit: 8,
  value: 12,
  worst: 12,
  ...more,
});

export const voids = (from: number, to: number, gateway = 'GW-RC-S') => ({
  ...head(gateway, to),
  kind: 'void',
  from,
  to,
  reason: 'diskFull',
});

export const health = (seq: number, readers: object[], probes: object[] = [], gateway = 'GW-RC-S') => ({
  ...head(gateway, seq),
  kind: 'health',
  readers,
  probes,
});

export const birth = (gateway = 'GW-RC-S', more: object = {}) => ({
  v: 1,
  kind: 'birth',
  gw: gateway,
  site: gateway.slice(3),
  epoch: epochOf(gateway),
  boot: 'b1',
  at: Date.now(),
  last: 0,
  depth: 0,
  readers: [{ reader: 'gate-1', state: 'reading', lastReadAt: null, reads: 0, noiseBytes: 0, badFrames: 0 }],
  probes: [{ probe: 'cold-1', state: 'ok', lastReadingAt: null, zone: 'cold' }],
  version: 'test',
  ...more,
});
