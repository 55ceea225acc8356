/** P21: what each role is answered at all; that nobody is told of another store is tried out with the promises. */
import { type Route, routes } from '@changping/contracts/http';
import { type Command, commands } from '@changping/contracts/http-commands';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDay } from './day.ts';
import { caseOf } from './letter.ts';
import type { TestServer } from './server.ts';
import { aSample, aVisitor, type Visitor } from './visitor.ts';

let server: TestServer;
const people = new Map<string, Visitor>();
beforeAll(async () => {
  server = await aDay();
  for (const { name } of server.rows<{ name: string }>('select name from account order by key'))
    people.set(name, await aSample(server, name));
  expect(people.size).toBe(16);
});
afterAll(() => server.close());

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
const ofOneself = new Set<Route>(['/api/me', '/api/sessions']);
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
it('P21 answers each role what its work needs and refuses the rest', async () => {
  const seen: Record<string, string> = {};
  for (const [name, visitor] of people) {
    const open: string[] = [];
    for (const route of Object.keys(routes) as Route[]) {
      if (ofAll.has(route) || ofOneself.has(route)) continue;
      const { status } = await visitor.get<unknown>(pathOf(route, 'RC-S'));
      if (status === 200 || status === 404) open.push(route.replace('/api/', ''));
    }
    seen[name] = open.map((route) => route.split('/')[0]).join(' ');
  }
  const stock =
    'sites sites stock pieces pieces discrepancies passages passages field sweeps sweeps notices expiry lots';
  // Written out by hand: nobody's rights may grow unseen.
  expect(seen).toMatchObject({
    system: 'people handhelds hooks gateways applicants quarantine',
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
