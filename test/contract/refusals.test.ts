import { randomUUID } from 'node:crypto';
import { commands } from '@changping/contracts/http-commands';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openServer } from './server.ts';
import { aSample } from './visitor.ts';

vi.setConfig({ testTimeout: 120_000 });

const closed = Object.entries(commands).flatMap(([path, { open }]) => (open ? [] : [path]));
type Row = { account: string; action: string; object: string; result: string };

async function aStore() {
  let at = Date.now();
  const server = await openServer({ wall: () => at as never });
  onTestFinished(() => server.close());
  const rows = () => server.rows<Row>('select account, action, object, result from audit order by key');
  const post = async (path: string, headers: Record<string, string>, body: string) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
    const answer = (await (await fetch(server.address + path, init)).json()) as { fault?: { code: string } };
    return answer.fault?.code;
  };
  return { server, rows, post, later: () => (at += 61_000) };
}

it('P22 writes one row for whoever is in and is refused before anything is judged: every command, without our word, with a body of another form, and by the rate none', async () => {
  const { server, rows, post, later } = await aStore();
  expect(closed.length).toBeGreaterThan(12);
  for (const path of closed) {
    later();
    const keeper = await server.as('keeper-guyuan');
    const id = randomUUID();
    const tries: [headers: Record<string, string>, body: string, code: string][] = [
      [{ cookie: keeper.cookie }, '{}', 'csrfMissing'],
      [keeper, '{', 'bodyBroken'],
      [{ ...keeper, 'content-type': 'text/plain' }, '{}', 'bodyType'],
      [keeper, JSON.stringify({ id, '\u0000': 1 }), 'bodyShape'],
    ];
    for (const [headers, body, code] of tries) {
      const before = rows().length;
      expect(await post(path, headers, body), path).toBe(code);
      expect(rows().slice(before), path).toMatchObject([
        { account: 'keeper-guyuan', action: path, result: code },
      ]);
    }
    expect(rows().at(-1)?.object).toBe(id);
  }
  const before = rows().length;
  for (const path of closed) expect(await post(path, {}, '{}')).toBe('notLoggedIn');
  expect(rows(), 'a stranger makes the book no longer').toHaveLength(before);
  expect(server.unsound()).toEqual([]);
});

it("R4 writes one row for another store's document, and for a second without a name", async () => {
  const { server, rows } = await aStore();
  const keeper = await aSample(server, 'keeper-guyuan');
  const before = rows().length;
  const step = { id: randomUUID(), version: 1, action: 'receive' as const };
  expect((await keeper.post('/api/documents/step', step)).code).toBe('notFound');
  expect(rows().slice(before)).toEqual([
    { account: 'keeper-guyuan', action: '/api/documents/step', object: step.id, result: 'notFound' },
  ]);
});

it('fills no disk with refusals: thirty rows a minute of one person, the rest is counted', async () => {
  const { server, rows, post, later } = await aStore();
  const keeper = await server.as('keeper-guyuan');
  const before = rows().length;
  for (let n = 0; n < 50; n++) await post('/api/tokens', keeper, '{}');
  expect(rows()).toHaveLength(before + 30);
  expect(await (await server.fetch('/metrics')).text()).toMatch(/^changping_refusals_unwritten 20$/m);
  later();
  await post('/api/tokens', keeper, '{}');
  expect(rows()).toHaveLength(before + 31);
});

it('P22 writes one row for a question that is none of this one’s, so many a minute, and none for what is answered', async () => {
  const { server, rows, later } = await aStore();
  const keeper = await aSample(server, 'keeper-guyuan');
  const before = rows().length;
  const id = randomUUID();
  expect((await keeper.get('/api/stock?site=RC-S')).status).toBe(200);
  expect((await keeper.get('/api/stock?limit=x')).code).toBe('badQuery');
  expect(rows()).toHaveLength(before);
  expect((await keeper.get('/api/stock?site=RC-N')).code).toBe('outOfScope');
  expect((await keeper.get('/api/sites/RC-N')).code).toBe('notFound');
  expect((await keeper.get('/api/audit')).code).toBe('rightMissing');
  expect((await keeper.get(`/api/documents/${id}`)).code).toBe('notFound');
  expect((await keeper.get(`/api/files/${id}`)).code).toBe('notFound');
  expect((await keeper.get(`/api/photos/${id}/x`)).code).toBe('notFound');
  const of = (action: string, object: string, result: string) => ({
    ...{ account: 'keeper-guyuan', action, object, result },
  });
  expect(rows().slice(before)).toEqual([
    of('/api/stock', 'RC-N', 'outOfScope'),
    of('/api/sites/{id}', 'RC-N', 'notFound'),
    of('/api/audit', '', 'rightMissing'),
    of('/api/documents/{id}', id, 'notFound'),
    of('/api/files/{id}', id, 'notFound'),
    of('/api/photos/{id}/{hash}', id, 'notFound'),
  ]);
  later();
  const then = rows().length;
  for (let n = 0; n < 40; n++) await keeper.get('/api/audit');
  expect(rows()).toHaveLength(then + 30);
  expect(server.unsound()).toEqual([]);
});

it('counts a command before its body is read, so that bodies that are too large cost a flood its minute', async () => {
  const { post, server } = await aStore();
  const keeper = await server.as('keeper-guyuan');
  const codes: (string | undefined)[] = [];
  for (let n = 0; n <= 600; n++) codes.push(await post('/api/jobs/stop', keeper, '{'));
  expect(codes.slice(0, 600).every((code) => code === 'bodyBroken')).toBe(true);
  expect(codes.at(-1)).toBe('tooMany');
});
