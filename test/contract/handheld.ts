/** A handheld over HTTP: a browser that keeps every cookie it gets, and says of itself what it has to. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { TestServer } from './server.ts';
import type { Visitor } from './visitor.ts';

export function aHandheld(server: TestServer) {
  const epoch = randomUUID();
  const jar = new Map<string, string>();
  let csrf = '';
  const word = (signed?: { seq: number; age?: number; base?: number }, of = epoch) =>
    `epoch=${of};unsent=2${signed ? `;seq=${signed.seq};signed=1000;sent=${1000 + (signed.age ?? 0)}` : ''}`;
  async function send(path: string, body?: object, header?: string) {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-csrf': csrf,
      ...(header ? { 'x-handheld': header } : {}),
    };
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await fetch(server.address + path, { headers, ...init });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    const answer = (await response.json()) as Record<string, unknown> & { fault?: { code: string } };
    if (typeof answer.csrf === 'string') csrf = answer.csrf;
    return { status: response.status, body: answer, code: answer.fault?.code };
  }
  return { epoch, jar, word, send };
}

export async function enrolled(server: TestServer, system: Visitor, name = '手持一') {
  const made = await system.post('/api/handhelds/code', { name, site: 'RC-S' });
  expect(made.status).toBe(200);
  const handheld = aHandheld(server);
  const came = await handheld.send('/api/handhelds/enrol', { code: made.body.code, epoch: handheld.epoch });
  expect(came).toMatchObject({ status: 200, body: { id: made.body.id, name, site: 'RC-S' } });
  expect(JSON.stringify(came.body), 'its secret is for no page').not.toContain(
    handheld.jar.get('changping-handheld'),
  );
  expect((await handheld.send('/api/session/sample', { name: 'keeper-guyuan' })).body).toMatchObject({
    handheld: { name },
  });
  return { ...handheld, id: made.body.id, code: made.body.code };
}
