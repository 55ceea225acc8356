/** P21: who may see what, tried out role by role, store by store and route by route. What an answer tells is read as text, so that no table can excuse itself. */
import { type Route, routes } from '@changping/contracts/http';
import { type Command, commands } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDay } from './day.ts';
import { caseOf } from './letter.ts';
import { region, type TestServer } from './server.ts';
import { aSample, aVisitor, type Visitor } from './visitor.ts';

let server: TestServer;
const people = new Map<string, Visitor>();
beforeAll(async () => {
  server = await aDay();
  for (const { name } of server.rows<{ name: string }>('select name from account order by key'))
    people.set(name, await aSample(server, name));
  expect(people.size).toBe(14);
});
afterAll(() => server.close());

const sites = region.sites.map(({ id }) => id as string);
const below = (unit: string): string[] =>
  unit === region.id
    ? sites
    : [unit, ...region.sites.filter(({ parent }) => parent === unit).flatMap(({ id }) => below(id))];
/** Of the region's outline every person in service may know. */
const ofAll = new Set<Route>([
  '/api/region',
  '/api/areas',
  '/api/map',
  '/api/kinds',
  // What colleagues are called.
  '/api/names',
  // A dictionary of the nation's.
  '/api/supply-classes',
  '/healthz',
  '/api/door',
]);
const fill: Record<string, string> = { code: '640323103', epc: caseOf(1), id: '1' };
const pathOf = (route: Route, site: string): string => {
  const path = route.replace(/\{(\w+)\}/g, (_, part: string) =>
    part === 'id' && route.startsWith('/api/sites') ? site : (fill[part] ?? ''),
  );
  const { query } = routes[route] as { query: object };
  const asked = new URLSearchParams();
  if ('site' in query) asked.set('site', site);
  if ('from' in query)
    for (const [name, value] of [
      ['from', '0'],
      ['to', '9999999999999'],
    ])
      asked.set(name as string, value as string);
  if ('at' in query) asked.set('at', '9999999999999');
  if ('lon' in query)
    for (const [name, value] of [
      ['lon', '106.2'],
      ['lat', '38.4'],
    ])
      asked.set(name as string, value as string);
  return asked.size ? `${path}?${asked}` : path;
};
/** Sites of others that a text names. */
const foreign = (text: string, own: ReadonlySet<string>) =>
  sites.filter((site) => !own.has(site) && new RegExp(`"${site}["/]`).test(text));

it('P21 tells no keeper of a store that is not below the own one, whatever is asked', async () => {
  let asked = 0;
  let answered = 0;
  const leaks: string[] = [];
  for (const name of ['keeper-guyuan', 'keeper-pengyang', 'inspector']) {
    const visitor = people.get(name) as Visitor;
    const { unit } = (await visitor.get()).body;
    const own = new Set(below(unit));
    for (const route of Object.keys(routes) as Route[])
      for (const site of ofAll.has(route) ? [] : ['RC-S', 'RC-N', 'CD-YC', 'CS-640425', 'NAT-LZ']) {
        const { status, body } = await visitor.get<unknown>(pathOf(route, site));
        asked++;
        expect(status, `${name} ${route}`).toBeLessThan(500);
        if (status !== 200) continue;
        answered++;
        // Where a tag of the own store was seen, and which store is above, its keeper has to know.
        if (route === '/api/pieces/{epc}') continue;
        const text = JSON.stringify(body, (key, value) =>
          key === 'seen' || key === 'parent' ? null : value,
        );
        for (const site of foreign(text, own)) leaks.push(`${name} ${route} ${site}`);
      }
  }
  console.log('P21', JSON.stringify({ asked, answered, leaks: leaks.length }));
  expect(answered).toBeGreaterThan(30);
  expect([...new Set(leaks)]).toEqual([]);
});

it('P21 answers each role what its work needs and refuses the rest', async () => {
  const seen: Record<string, string> = {};
  for (const [name, visitor] of people) {
    const open: string[] = [];
    for (const route of Object.keys(routes) as Route[]) {
      if (ofAll.has(route) || route === '/api/me') continue;
      const { status } = await visitor.get<unknown>(pathOf(route, 'RC-S'));
      if (status === 200 || status === 404) open.push(route.replace('/api/', ''));
    }
    seen[name] = open.map((route) => route.split('/')[0]).join(' ');
  }
  const stock =
    'sites sites stock pieces pieces discrepancies passages passages field sweeps sweeps notices expiry lots';
  // Written out by hand: nobody's rights may grow unseen.
  expect(seen).toMatchObject({
    system: 'people handhelds gateways applicants quarantine',
    security: 'people handhelds gateways applicants quarantine',
    audit: 'people audit',
  });
  for (const name of [
    'keeper-guyuan',
    'inspector',
    'commander',
    'approver',
    'rotation',
    'supervisor',
    'policy',
  ]) {
    for (const word of stock.split(' ')) expect(seen[name]?.split(' '), name).toContain(word);
    expect(seen[name]?.split(' '), name).not.toContain('audit');
  }
  for (const name of ['keeper-guyuan', 'keeper-pengyang', 'inspector'])
    for (const word of ['coverage', 'history', 'gateways', 'quarantine', 'people'])
      expect(seen[name]?.split(' '), name).not.toContain(word);
});

it('lets nobody ask or do anything who is not in, but come in', async () => {
  const stranger = aVisitor(server);
  for (const route of Object.keys(routes) as Route[]) {
    const { status } = await stranger.get<unknown>(pathOf(route, 'RC-S'));
    expect(status, route).toBe(route === '/healthz' || route === '/api/door' ? 200 : 401);
  }
  for (const command of Object.keys(commands) as Command[]) {
    if (commands[command].open) continue;
    const { status } = await stranger.post(command, {} as never);
    expect(status, command).toBe(401);
  }
});
