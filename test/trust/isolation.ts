/** P21: every role at every store, against every route and command with what the other stores really have, and against the live line: whatever is answered is read as text for the marks of a store that is none of theirs. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Route, routes } from '@changping/contracts/http';
import type { Changes, FeedItem, Picture } from '@changping/contracts/live';
import { administrators, type Role, roles } from '@changping/contracts/roles';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { accounts } from '@changping/server/store/accounts';
import { io } from 'socket.io-client';
import { agreed } from '../contract/agreed.ts';
import { aHandheld } from '../contract/handheld.ts';
import { checked } from '../contract/import-file.ts';
import { passage, sweep, tags } from '../contract/letter.ts';
import { aGateway } from '../contract/line.ts';
import { keyOf, openServer, region, type TestServer } from '../contract/server.ts';
import { events } from '../contract/telling.ts';
import { aSample, type Reply, type Visitor } from '../contract/visitor.ts';
import { until } from '../world.ts';
import { deedsAt } from './isolation-deeds.ts';
import {
  giving,
  isTheirs,
  lookedAt,
  marksOf,
  ours,
  type Store,
  stores,
  type Things,
  theirs,
  thingsOf,
} from './isolation-sites.ts';

export type IsolationCounts = {
  people: number;
  asked: number;
  answered: number;
  /** Of the own store: else nobody would be told anything, and nothing would be shown by it. */
  own: number;
  /** Of that what partners and neighbours were told at their own sites: stock, documents, what is shared. */
  outside: number;
  tried: number;
  refusals: number;
  lines: number;
  told: number;
  leaks: string[];
};

/** Nothing listens there. */
const closed = '127.0.0.1:1';

type Someone = { name: string; role: Role; home: Store; visitor: Visitor };

const all = region.sites.map(({ id }) => id as string);
const isOutside = (role: Role) => role === 'partner' || role === 'guest';
const below = (unit: string): string[] => [
  unit,
  ...region.sites.filter(({ parent }) => parent === unit).flatMap(({ id }) => below(id)),
];
/** Of the region's outline every person in service may know. */
const outline = new Set<Route>([
  ...(['/api/region', '/api/areas', '/api/map', '/api/kinds', '/api/names', '/api/catalogue'] as const),
  ...(['/api/supply-classes', '/healthz', '/api/door', '/api/me', '/api/sessions'] as const),
]);

/** @param homes how many of the stores have people of every role. */
export async function isolation({ homes }: { homes: number }): Promise<IsolationCounts> {
  let at = Date.now();
  const server = await openServer({ wall: () => at as Instant, named: gatewaysOf(stores), allow: [closed] });
  const counts: IsolationCounts = {
    ...{ people: 0, asked: 0, answered: 0, own: 0, outside: 0, tried: 0, refusals: 0, lines: 0, told: 0 },
    leaks: [],
  };
  try {
    const people = await settle(server, ours.slice(0, homes));
    const things = await furnish(server);
    const marks = new Map(all.map((site) => [site, marksOf(site, things.get(site as Store))]));
    const before = moved(server);
    counts.people = people.length;
    for (const someone of people) {
      // So many questions and commands of one person a minute.
      at += 61_000;
      const own = new Set(isOutside(someone.role) ? [someone.home] : below(someone.home));
      const foreign = all.filter((site) => !own.has(site));
      const isAtHome = isTheirs(someone.home);
      const read = (what: string, text: string) => {
        for (const site of foreign) {
          // Each end of a paper between them knows the other by name.
          const isOther = isAtHome ? site === giving : own.has(giving) && isTheirs(site);
          const isKnown = isOther && concerning.has(what);
          const mark = isKnown ? thingsOf(site, things.get(site as Store)) : marks.get(site);
          if (mark?.test(text)) counts.leaks.push(`${someone.name} ${what}: ${site}`);
        }
      };
      if (isAtHome) counts.outside += await between(someone, things, read, counts);
      for (const store of lookedAt(someone.home))
        for (const route of Object.keys(routes) as Route[]) {
          if (outline.has(route) && !(isAtHome && concerning.has(route))) continue;
          const { status, body } = await someone.visitor.get<unknown>(
            pathOf(route, store, things.get(store) as Things),
          );
          counts.asked++;
          if (status >= 500) counts.leaks.push(`${someone.name} ${route}: ${status}`);
          if (status !== 200) continue;
          counts.answered++;
          if (own.has(store)) counts.own++;
          if (isAtHome && own.has(store)) counts.outside++;
          // Where a tag of the own store was seen, and which store is above, its keeper has to know.
          const isKnown = (key: string) => key === 'seen' || key === 'parent';
          read(
            route,
            JSON.stringify(body, (key, value) => (isKnown(key) ? null : value)),
          );
        }
      for (const store of lookedAt(someone.home).filter((each) => !own.has(each))) {
        for (const [command, body] of deedsAt(store, things.get(store) as Things)) {
          const { status, code } = await someone.visitor.post(command, body as never);
          counts.tried++;
          if (status < 400) counts.leaks.push(`${someone.name} did ${command} at ${store}`);
          else if (code === 'tooMany' || code === 'bodyShape' || code === 'bodyBroken')
            counts.leaks.push(`${command} was not tried: ${code}`);
          else counts.refusals++;
        }
        const file = things.get(store) as Things;
        for (const path of [`/api/files/${file.report}`, `/api/photos/${file.document}/${file.photo}`])
          if ((await fetch(server.address + path, { headers: someone.visitor.keeps })).ok)
            counts.leaks.push(`${someone.name} ${path} of ${store}`);
      }
    }
    if (moved(server) !== before) counts.leaks.push('the book has moved');
    await listen(server, people, counts, marks);
    return counts;
  } finally {
    await server.close();
  }
}

/** A refusal is a row of the audit, and that a commit. */
const moved = (server: TestServer) => JSON.stringify({ ...server.holds(), commit_row: 0 });

/** Where somebody meets the name of the other end of what they have to do with each other. */
const concerning = new Set<string>([
  ...['/api/region', '/api/shared', '/api/waiting', '/api/documents', '/api/documents/{id}'],
]);

/** What has to do with the own site is answered, with no place of ours; what has to do with another's is not there. @returns how much was told. */
async function between(
  { name, home, visitor }: Someone,
  things: ReadonlyMap<Store, Things>,
  read: (what: string, text: string) => void,
  counts: IsolationCounts,
): Promise<number> {
  let told = 0;
  for (const site of [...theirs.partner, ...theirs.guest]) {
    const id = things.get(site)?.between as string;
    const path = `/api/documents/${id}`;
    const { status, body } = await visitor.get<unknown>(path);
    const step = { id, version: 2, action: 'decline', reason: 'x' } as const;
    if (site !== home) {
      counts.tried++;
      const { status: done } = await visitor.post('/api/documents/step', step);
      if (status !== 404 || done !== 404) counts.leaks.push(`${name} ${path} of ${site}: ${status} ${done}`);
      else counts.refusals++;
    } else if (status === 200) {
      told++;
      read('/api/documents/{id}', JSON.stringify(body));
    } else counts.leaks.push(`${name} is not told ${path}: ${status}`);
  }
  const waiting = await visitor.get<{ items: { id: string }[] }>('/api/waiting');
  const own = things.get(home)?.between;
  if (!waiting.body.items.some(({ id }) => id === own)) counts.leaks.push(`${name}: ${own} does not wait`);
  return told;
}

/** As the settings name them, one a store. */
const gatewaysOf = (sites: readonly Store[]) =>
  sites.map((site) => ({
    ...{ id: `GW-${site}` as GatewayId, site: site as SiteId },
    keyHash: createHash('sha256')
      .update(keyOf(`GW-${site}`))
      .digest('hex'),
  }));

/** Somebody of every role at each of these; partners and neighbours at their own sites too. */
async function settle(server: TestServer, homes: readonly Store[]): Promise<Someone[]> {
  const rows = accounts(server.db);
  const people: Someone[] = [];
  const inService = roles.filter((role) => !administrators.some((each) => each === role));
  const seats = [
    ...homes.flatMap((home) => inService.map((role) => ({ home, role }))),
    ...(['partner', 'guest'] as const).flatMap((role) => theirs[role].map((home) => ({ home, role }))),
  ];
  for (const { home, role } of seats) {
    const name = `${role}-${home}`.toLowerCase();
    const person = { name, display: name, unit: home, roles: [role], password: null };
    rows.add({ ...person, isGiven: false, isSample: true }, Date.now() as Instant);
    people.push({ name, role, home, visitor: await aSample(server, name) });
  }
  return people;
}

/** In each store one of everything that bears an id. */
async function furnish(server: TestServer): Promise<Map<Store, Things>> {
  const rows = accounts(server.db);
  const system = await aSample(server, 'system');
  const made = new Map<Store, Things>();
  const commander = await aSample(server, 'commander');
  const approver = await aSample(server, 'approver');
  const policy = await aSample(server, 'policy');
  const kinds = ['quilt'];
  const shared = { after: 0, site: giving, kinds, reason: '联动协议' };
  await agreed(policy, await aSample(server, 'supervisor'), '/api/sharing/propose', shared);
  for (const [n, site] of stores.entries()) {
    const name = `furnisher-${site}`.toLowerCase();
    const person = { name, display: name, unit: site, roles: ['storeKeeper' as const], password: null };
    rows.add({ ...person, isGiven: false, isSample: true }, Date.now() as Instant);
    const keeper = await aSample(server, name);
    const between = randomUUID();
    if (isTheirs(site)) await calls(commander, approver, site, between);
    made.set(site, { ...(await store(server, keeper, system, site, n)), between });
  }
  return made;
}

/** We call for goods of theirs, and an approver agrees. */
async function calls(commander: Visitor, approver: Visitor, there: Store, id: string): Promise<void> {
  const isPartner = theirs.partner.some((each) => each === there);
  const slot = { quality: 'usable', grade: 'reserve', owner: isPartner ? giving : there } as const;
  const line = { from: { ...slot, place: 'supplier' }, to: { ...slot, place: `${giving}/receiving` } };
  const opened = await commander.post('/api/documents/open', {
    ...{ id, type: isPartner ? 'callOff' : 'mutualAidReceived', site: giving, there },
    lines: [{ kind: 'quilt', wanted: 3, ...line }],
  });
  const approved = await approver.post('/api/documents/step', { id, version: 1, action: 'approve' });
  if (opened.status !== 200 || approved.status !== 200)
    throw new Error(`${there} ${JSON.stringify([opened.body, approved.body])}`);
}

async function store(
  server: TestServer,
  keeper: Visitor,
  system: Visitor,
  site: Store,
  n: number,
): Promise<Omit<Things, 'between'>> {
  const ok = <Body>({ status, body }: Reply<Body>): Body => {
    if (status !== 200) throw new Error(`${site} ${JSON.stringify(body)}`);
    return body;
  };
  const [lot, piece] = [`LOT-OF-${site}`, `CASE-OF-${site}`];
  const epc = `E280689400005000000F${String(n).padStart(4, '0')}`;
  const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(300)]);
  const photo = createHash('sha256').update(bytes).digest('hex');
  const [document, counted, report] = [randomUUID(), randomUUID(), randomUUID()];
  const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: site }) as const;
  ok(
    await keeper.post('/api/documents/open', {
      ...{ id: document, type: 'goodsIn', site, photos: [photo], lots: [{ lot, kind: 'quilt' }] },
      lines: [
        { kind: 'quilt', lot, piece, wanted: 10, from: slot('supplier'), to: slot(`${site}/receiving`) },
      ],
    }),
  );
  ok(await keeper.post('/api/photos/keep', { id: document, hash: photo, bytes: bytes.toString('base64') }));
  ok(
    await keeper.post('/api/documents/step', {
      ...{ id: document, version: 1, action: 'receive', second: { name: '送货员老杨' } },
      portions: [{ line: 1, as: 'arrived', quantity: 10, piece }],
    }),
  );
  ok(await keeper.post('/api/pieces/bind', { key: randomUUID(), piece, epc }));
  const { id: imported } = await checked(keeper, {
    ...{ site, bytes: `品种,批次,数量,位置\n棉被,IN-OF-${site},5,ordinary\n` },
  });
  const plan = [{ kind: 'quilt', quantity: 10 }];
  const kit = ok(
    await keeper.post('/api/kits/assemble', {
      key: randomUUID(),
      site,
      name: `套-${site}`,
      plan,
      pieces: [piece],
    }),
  );
  const order = { report: 'stock', format: 'csv', lang: 'zh', site } as const;
  ok(await keeper.post('/api/jobs/start', { ...order, id: report }));
  const given = ok(await system.post('/api/handhelds/code', { name: `手持-${site}`, site }));
  const { id: hook } = ok(
    await system.post('/api/hooks/add', {
      name: `机器人-${site}`,
      url: `http://${closed}/`,
      format: 'wecom',
      unit: site,
      topics: ['expiry'],
      lang: 'zh',
    }),
  );
  const handheld = aHandheld(server);
  await handheld.send('/api/handhelds/enrol', { code: given.code, epoch: handheld.epoch });
  const gateway = await aGateway(server, `GW-${site}`);
  await gateway.send(tags(1, [epc], { at: Date.now() }, `GW-${site}`));
  await gateway.send(passage(2, 'in', [epc], {}, `GW-${site}`));
  await gateway.send(sweep(3, 'ordinary', [epc], {}, `GW-${site}`));
  gateway.close();
  ok(await keeper.post('/api/counts/open', { id: counted, site, places: [`${site}/${countedAt(site)}`] }));
  ok(await keeper.post('/api/documents/step', { id: counted, version: 1, action: 'start' }));
  const last = (table: string) =>
    String(server.rows<{ n: number }>(`select max(key) as n from ${table}`)[0]?.n);
  return {
    ...{ document, counted, imported, report, kit: kit.id, epc, piece, lot, photo },
    ...{
      bytes: bytes.toString('base64'),
      ...{ handheld: given.id, hook },
      passage: last('passage'),
      sweep: last('sweep'),
    },
  };
}

/** Stores of others have no room for dangerous goods. */
const countedAt = (site: Store) => (isTheirs(site) ? 'ordinary' : 'dangerous');

/** The address of a route as somebody asks it who knows what the store has. */
function pathOf(route: Route, site: Store, things: Things): string {
  const { document, counted, imported, report, kit, epc } = things;
  const ids: readonly [of: string, id: string][] = [
    ['/api/sites/', site],
    ['/api/documents/', document],
    ['/api/counts/', counted],
    ['/api/imports/', imported],
    ['/api/jobs/', report],
    ['/api/kits/', kit],
    ['/api/passages/', things.passage],
    ['/api/sweeps/', things.sweep],
  ];
  const id = ids.find(([of]) => route.startsWith(of))?.[1] ?? '1';
  const path = route.replace('{id}', id).replace('{epc}', epc).replace('{code}', '640323103');
  const { query } = routes[route] as { query: object };
  const given: Record<string, string> = {
    ...{ site, from: '0', to: '9999999999999', at: '9999999999999', lon: '106.2', lat: '38.4' },
    ...{ what: 'piece', kind: 'quilt', quantity: '5' },
  };
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (name in query) asked.set(name, value);
  return asked.size ? `${path}?${asked}` : path;
}

/** Everybody listens live while something happens everywhere; a room that one names oneself is nobody's. */
async function listen(
  server: TestServer,
  people: readonly Someone[],
  counts: IsolationCounts,
  marks: ReadonlyMap<string, RegExp>,
): Promise<void> {
  for (const { name, role, home, visitor } of people) {
    const heard: (Picture | Changes)[] = [];
    const socket = io(server.address, {
      auth: { site: 'RC-N', rooms: ['RC-N', 'site:RC-N'] },
      ...{ transports: ['websocket'], reconnection: false, extraHeaders: visitor.keeps },
    });
    let isTurnedAway = false;
    for (const what of ['picture', 'changes']) socket.on(what, (told) => void heard.push(told));
    for (const what of ['connect_error', 'disconnect']) socket.on(what, () => (isTurnedAway = true));
    await until(
      () => isTurnedAway || heard.length > 0,
      (is) => is,
      10_000,
    );
    if (isTurnedAway) continue;
    counts.lines++;
    socket.emit('join', 'RC-N');
    const items = stores.map((site, n) => happens(site, counts.lines * 10 + n));
    const own = new Set(isOutside(role) ? [home] : below(home));
    const wanted = items.filter(({ site }) => own.has(site as string)).map(({ id }) => id);
    server.live.tellEvents(items);
    const told = () => heard.flatMap((each) => ('items' in each ? each.items : []));
    const seen = await until(
      () => told().flatMap((item) => (item.what === 'feed' ? [item.item.id] : [])),
      (ids) => wanted.every((id) => ids.includes(id)),
      10_000,
    );
    counts.told += seen.length;
    const text = JSON.stringify(heard, (key, value) => (key === 'parent' ? null : value));
    for (const [site, mark] of marks)
      if (!own.has(site) && mark.test(text)) counts.leaks.push(`${name} live: ${site}`);
    socket.close();
  }
}

const happens = (site: string, id: number): FeedItem =>
  ({ ...(events(1)[0] as FeedItem), id, site: site as SiteId, detail: {} }) as FeedItem;
