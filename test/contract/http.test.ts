import { type Answer, type Route, routes } from '@changping/contracts/http';
import { commands } from '@changping/contracts/http-commands';
import { fileRoutes } from '@changping/contracts/http-files';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agreed } from './agreed.ts';
import { aDay } from './day.ts';
import { enrolled } from './handheld.ts';
import { importIds, someImports } from './import-file.ts';
import { caseOf, stranger } from './letter.ts';
import type { TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

let server: TestServer;
const report = '01990000-0000-7000-8000-00000000000a';
const paper = '01990000-0000-7000-8000-000000000001';
const counted = '01990000-0000-7000-8000-000000000002';
const handed = '01990000-0000-7000-8000-0000000000fe';
beforeAll(async () => {
  server = await aDay();
  // What the gateway of the north saw came later than the arrival.
  expect(server.count('discrepancy')).toBeGreaterThan(20);
  // Whoever counts imports nothing meanwhile.
  await someImports(server);
  const keeper = await aSample(server, 'keeper-guyuan');
  const place = { place: 'RC-S/receiving', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
  const to = { ...place, place: 'RC-S/ordinary' };
  const line = { kind: 'quilt', lot: 'SAMPLE-Q-2026-09', wanted: 10, from: place, to };
  await keeper.post('/api/documents/open', { id: paper, type: 'putAway', site: 'RC-S', lines: [line] });
  const keys = { item: '库房钥匙', wanted: 1 };
  await keeper.post('/api/documents/open', { id: handed, type: 'handOver', site: 'RC-S', lines: [keys] });
  await keeper.post('/api/counts/open', { id: counted, site: 'RC-S', places: ['RC-S/receiving'] });
  await keeper.post('/api/documents/step', { id: counted, version: 1, action: 'start' });
  const { body: sheet } = await keeper.get<Answer<'/api/counts/{id}'>>(`/api/counts/${counted}`);
  const seen = { by: 'tag', place: 'RC-S/receiving', epc: caseOf(1), n: sheet.head, at: Date.now() } as const;
  await keeper.post('/api/counts/add', {
    ...{ id: counted, device: paper, round: 1, covered: [] },
    scans: [{ id: '01990000-0000-7000-8000-000000000003', ...seen }],
  });
  const order = { id: report, report: 'stock', format: 'csv', site: 'RC-S', lang: 'zh' } as const;
  await (await aSample(server, 'commander')).post('/api/jobs/start', order);
  // The quilts of the day have expired; those of the opening stock have not.
  const somebody = { ...place, place: 'unit/rescue-1' };
  const given = { kind: 'quilt', lot: 'HTTP-1', wanted: 2, from: to, to: somebody };
  const id = '01990000-0000-7000-8000-000000000009';
  await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines: [given] });
  const approver = await aSample(server, 'approver');
  await approver.post('/api/documents/step', { id, version: 1, action: 'approve' });
  await aLoan(keeper, approver);
  const urgent = { id: '01990000-0000-7000-8000-000000000010', urgency: 'emergency' } as const;
  const lines = [{ ...given, lot: undefined, wanted: 1 }];
  await keeper.post('/api/documents/open', { ...urgent, type: 'handOut', site: 'RC-S', lines });
  const first = { version: 1, action: 'actFirst', reason: '山洪', phone: '0951-1234567' } as const;
  await approver.post('/api/documents/step', { id: urgent.id, ...first });
  const loan = {
    to: 'commander',
    until: Date.now() + 86_400_000,
    actions: null,
    types: null,
    reason: '出差',
  };
  await approver.post('/api/delegations/give', loan);
  const shared = { after: 0, site: 'RC-S', kinds: ['quilt'], reason: '联动协议' };
  const policy = await aSample(server, 'policy');
  await agreed(policy, await aSample(server, 'supervisor'), '/api/sharing/propose', shared);
  await policy.post('/api/sharing/propose', { ...shared, after: 1, kinds: [] });
  const [free] = server.rows<{ piece: string }>(
    "select piece.id as piece from piece join cell on cell.key = piece.cell join place on place.key = cell.place where place.code = 'RC-S/receiving' and quality = 'usable' and not exists (select 1 from reservation where piece = piece.key)",
  );
  const lender = await enrolled(server, await aSample(server, 'system'), '手持二');
  await approver.post('/api/leases/give', { handheld: lender.id, pieces: [free?.piece ?? ''], hours: 1 });
  const kit = { key: report, site: 'RC-S', name: '急救套', plan: [{ kind: 'quilt', quantity: 10 }] };
  await keeper.post('/api/kits/assemble', { ...kit, pieces: [free?.piece ?? ''] });
  await keeper.post('/api/kits/take-out', {
    ...{ key: counted, kit: 'RC-S-K1', pieces: [free?.piece ?? ''], reason: '换件' },
  });
  await keeper.post('/api/kits/add', { key: paper, kit: 'RC-S-K1', pieces: [free?.piece ?? ''] });
  const system = await aSample(server, 'system');
  await system.post('/api/hooks/add', {
    name: '值班群',
    url: 'http://127.0.0.1:1/',
    format: 'wecom',
    unit: 'ningxia',
    topics: ['overdue'],
    lang: 'zh',
  });
  const handheld = await enrolled(server, system);
  await (await aSample(server, 'security')).post('/api/handhelds/revoke', { id: handheld.id });
  const unsent = { epoch: handheld.epoch, seq: 1, by: 'keeper-guyuan', signedAt: 1, sentAt: 2 };
  await handheld.send('/api/handhelds/leftover', { ...unsent, command: '/api/documents/step', body: {} });
});
afterAll(() => server.close());

/** Two quilts of the opening stock are in the hands of a person. */
async function aLoan(keeper: Visitor, approver: Visitor) {
  const id = '01990000-0000-7000-8000-000000000011';
  const from = { place: 'RC-S/ordinary', quality: 'usable', grade: 'reserve', owner: 'RC-S' } as const;
  const line = { kind: 'quilt', lot: 'HTTP-1', wanted: 2, from, to: { ...from, place: 'person/张三' } };
  await keeper.post('/api/documents/open', { id, type: 'handOut', site: 'RC-S', lines: [line] });
  await approver.post('/api/documents/step', { id, version: 1, action: 'approve' });
  await keeper.post('/api/documents/step', {
    ...{ id, version: 2, action: 'handOut', second: { name: '张三' }, dueAt: Date.now() + 86_400_000 },
    portions: [{ line: 1, as: 'given', quantity: 2 }],
  });
}

/** Who may ask what the watch commander may not. */
const others: Record<string, string> = {
  '/api/audit': 'audit',
  '/api/reviews': 'supervisor',
  '/api/waiting': 'approver-guyuan',
  '/api/people': 'security',
  [`/api/counts/${counted}/variance`]: 'approver',
  [`/api/counts/${counted}/scans`]: 'approver',
  '/api/handhelds': 'security',
  '/api/hooks': 'system',
  [`/api/imports/${importIds.wrong}`]: 'keeper-guyuan',
  [`/api/imports/${importIds.wrong}/errors`]: 'keeper-guyuan',
  '/api/handhelds/leftovers': 'supervisor',
  '/api/labels': 'keeper-guyuan',
  '/api/proposals': 'supervisor',
};
const ask = async (path: string, init: RequestInit = {}) => {
  const other = others[path.split('?')[0] as string];
  const headers = other ? { authorization: '', ...(await server.as(other)) } : {};
  const response = await server.fetch(path, { ...init, headers: { ...headers, ...init.headers } });
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const examples: Record<Route, string[]> = {
  '/api/door': [''],
  '/api/me': [''],
  '/api/names': [''],
  '/api/sessions': [''],
  '/api/people': [''],
  '/api/handhelds': ['', '?limit=1'],
  '/api/hooks': ['', '?limit=1&sort=-madeAt'],
  '/api/handhelds/leftovers': [''],
  '/api/audit': ['', '?limit=1', '?account=server'],
  '/api/documents': ['', '?site=RC-S&state=all&limit=1', '?type=goodsIn'],
  '/api/documents/{id}': [paper, counted],
  '/api/waiting': ['', '?limit=1'],
  '/api/sharing': ['', '?limit=1'],
  '/api/shared': [''],
  '/api/kits': ['?site=RC-S', '?site=RC-S&limit=1'],
  '/api/kits/{id}': ['RC-S-K1'],
  '/api/leases': [''],
  '/api/leases/handhelds': [''],
  '/api/documents/{id}/photos': [paper],
  '/api/documents/{id}/counts': [handed],
  '/api/counts/plan': ['?site=RC-S'],
  '/api/counts/{id}': [counted],
  '/api/counts/{id}/variance': [counted],
  '/api/counts/{id}/scans': [counted],
  '/api/policies': ['', '?limit=1'],
  '/api/count-policies': ['', '?limit=1'],
  '/api/proposals': [''],
  '/api/delegations': [''],
  '/api/reviews': [''],
  '/api/jobs': [''],
  '/api/jobs/{id}': [report],
  '/api/labels': [
    '?site=RC-S&what=bin',
    '?site=RC-S&what=kit',
    '?site=RC-S',
    '?site=RC-S&what=bin&text=ordinary',
    '?site=RC-S&kind=quilt&text=SAMPLE',
  ],
  '/api/imports': ['', '?site=RC-S&limit=1'],
  '/api/imports/{id}': [importIds.wrong],
  '/api/imports/{id}/errors': [importIds.wrong],
  '/api/imports/{id}/entries': [importIds.good],
  '/api/supply-classes': ['', '?limit=1'],
  '/api/reservations': ['', '?site=RC-S&limit=1'],
  '/api/stock/outside': [
    '?where=hands',
    '?where=road&site=RC-S',
    '?where=hands&site=RC-S&kind=quilt&limit=1',
  ],
  '/api/recipients': ['?site=RC-S'],
  '/api/first-out': ['?site=RC-S&kind=quilt&quantity=25', '?site=RC-S&kind=quilt&quantity=9&minimumDays=30'],
  '/api/sites': ['', '?limit=3', '?limit=2&after=4'],
  '/api/sites/{id}': ['RC-S', 'RC-N', 'NAT-LZ'],
  '/api/kinds': ['', '?version=1'],
  '/api/catalogue': [''],
  '/api/catalogue/versions': ['', '?limit=1'],
  '/api/stock': ['', '?site=RC-S', '?site=RC-S&kind=quilt', '?site=nowhere'],
  '/api/stock/as-of': [
    '?site=RC-S&at=99999999999999&limit=1',
    '?site=RC-S&at=0',
    '?site=RC-N&at=99999999999999&kind=quilt',
  ],
  '/api/pieces': ['', '?site=RC-S&lot=SAMPLE-Q-2026-09', '?limit=7'],
  '/api/pieces/{epc}': [caseOf(1), caseOf(1).toLowerCase(), caseOf(39), stranger(1), '00'.repeat(12)],
  '/api/discrepancies': ['', '?state=all', '?site=RC-N'],
  '/api/passages': ['', '?site=RC-S&limit=1'],
  '/api/passages/{id}': ['1', '2'],
  '/api/field': ['?site=RC-S'],
  '/api/sweeps': ['', '?site=RC-S'],
  '/api/sweeps/{id}': ['1'],
  '/api/notices': ['', '?site=RC-S&state=all&limit=1'],
  '/api/expiry': ['', '?site=RC-S&quarters=40', '?tier=county'],
  '/api/lots': [
    '',
    '?kind=quilt&quarter=expired',
    '?site=RC-S&quarter=later&limit=1',
    '?quarter=noReference',
  ],
  '/api/coverage': [''],
  '/api/coverage/cells': [''],
  '/api/coverage/layer': ['', '?kind=quilt'],
  '/api/coverage/places/{code}': ['640323103'],
  '/api/coverage/at': ['?lon=106.2&lat=38.4', '?lon=0&lat=0'],
  '/api/coverage/what-if': ['', '?lost=RC-S', '?dry=RC-S:quilt'],
  '/api/climate': ['?site=RC-S', '?site=RC-N', '?site=RC-S&hours=8784'],
  '/api/gateways': ['', '?limit=1'],
  '/api/applicants': [''],
  '/api/events': ['', '?site=RC-S&limit=5'],
  '/api/history': ['?from=0&to=1', `?from=${Date.now() - 3_600_000}&to=${Date.now() + 3_600_000}`],
  '/api/quarantine': ['', '?limit=3'],
  '/api/region': [''],
  '/api/areas': [''],
  '/api/map': [''],
  '/healthz': [''],
};

it.each(
  Object.entries(examples).flatMap(([route, ends]) => ends.map((end) => [route as Route, end] as const)),
)('answers %s %s in exactly the shape it promises', async (route, end) => {
  const path = route.includes('{') ? route.replace(/\{\w+\}/, end) : route + end;
  const { status, body, headers } = await ask(path);
  expect(status, JSON.stringify(body)).toBe(200);
  // A shape drops what it does not know, so a key too many shows as a difference.
  expect(routes[route].answer.parse(body)).toEqual(body);
  expect(headers.get('cache-control')).toBe('no-store');
});

it('has something to say on every list, or the shapes would prove little', async () => {
  for (const [route, ends] of Object.entries(examples)) {
    if (route.includes('{') || !('items' in (await ask(route + ends[0])).body)) continue;
    const { body } = await ask(route + ends[0]);
    expect(body.items.length, route).toBeGreaterThan(0);
  }
  const piece = (await ask(`/api/pieces/${caseOf(1)}`)).body as Answer<'/api/pieces/{epc}'>;
  expect(new Set(piece.trail.map(({ what }) => what))).toEqual(new Set(['entry', 'sighting']));
});

type Page = { items: object[]; next: string | null };
it.each([
  '/api/sites',
  '/api/kinds',
  '/api/stock',
  '/api/pieces',
  '/api/discrepancies',
  '/api/gateways',
  '/api/events',
  '/api/quarantine',
  '/api/passages',
  '/api/sweeps',
  '/api/notices',
  '/api/lots',
])('leads through %s page by page, every item once and in the order of the whole list', async (route) => {
  const whole = (await ask(`${route}?limit=500`)).body as Page;
  expect(whole.next).toBeNull();
  for (const limit of [1, 3, 7]) {
    const items: object[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null && pages < 1000; pages++) {
      const { body } = (await ask(`${route}?limit=${limit}${next && `&after=${next}`}`)) as { body: Page };
      expect(body.items.length).toBeLessThanOrEqual(limit);
      items.push(...body.items);
      next = body.next;
    }
    expect(items).toEqual(whole.items);
  }
});

type Parameter = { name: string; in: string; required: boolean; schema: object };
it('describes every route in /openapi.json, by the rules of OpenAPI 3.1', async () => {
  const { status, body } = await ask('/openapi.json');
  expect(status).toBe(200);
  expect(body.openapi).toMatch(/^3\.1\.\d+$/);
  expect(body.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  const shaped = [...Object.keys(routes), ...Object.keys(commands)];
  expect(Object.keys(body.paths).sort()).toEqual([...shaped, ...Object.keys(fileRoutes)].sort());
  for (const [path, item] of Object.entries(body.paths) as [
    string,
    Record<string, { summary: string; parameters?: Parameter[]; requestBody?: object; responses: object }>,
  ][]) {
    expect(Object.keys(item)).toEqual([path in commands ? 'post' : 'get']);
    const {
      summary,
      parameters = [],
      requestBody,
      responses,
    } = Object.values(item)[0] as (typeof item)[string];
    expect(requestBody !== undefined).toBe(path in commands);
    expect(summary).not.toBe('');
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(inPath);
    expect(new Set(parameters.map((each) => `${each.in} ${each.name}`)).size).toBe(parameters.length);
    for (const { required, schema, ...each } of parameters) {
      expect(['path', 'query']).toContain(each.in);
      if (each.in === 'path') expect(required).toBe(true);
      expect(typeof schema).toBe('object');
    }
    for (const [code, response] of Object.entries(responses)) {
      expect(code).toMatch(/^(\d{3}|default)$/);
      expect(response.description).not.toBe('');
      if (code === '200' && path in fileRoutes) expect(Object.keys(response.content)).not.toEqual([]);
      else expect(response.content['application/json'].schema.type).toBe('object');
    }
  }
  // No reference may lead nowhere: the file stands for itself.
  for (const [, name] of JSON.stringify(body).matchAll(/"\$ref":"([^"]+)"/g))
    expect(
      name
        ?.split('/')
        .slice(1)
        .reduce((at, key) => at?.[key], body),
      name,
    ).toBeDefined();
});

it('shows what was refused, kept and set aside to whoever watches', async () => {
  const text = await fetch(`${server.address}/metrics`).then((answer) => answer.text());
  const value = (name: string) => Number(new RegExp(`^changping_${name} (\\d+)`, 'm').exec(text)?.[1]);
  expect(value('letters_total')).toBeGreaterThan(10);
  expect(value('letters_quarantined_total')).toBe(9);
  // Who knocks is turned away until a person lets it in.
  expect(value('connections_refused_total')).toBe(1);
});
