/** A person at a browser of their own: keeps the cookie, sends along what the page knows, and tells the answer with its status. */
import type { Answer } from '@changping/contracts/http';
import type { Command, CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { TestServer } from './server.ts';

export type Reply<Body> = { status: number; body: Body; code: string | undefined };
export type Visitor = ReturnType<typeof aVisitor>;

export function aVisitor(server: Pick<TestServer, 'address'>) {
  const keeps: Record<string, string> = {};
  const reply = async <Body>(response: Response): Promise<Reply<Body>> => {
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (cookie) keeps.cookie = cookie;
    const body = (await response.json()) as Body & { csrf?: string; fault?: { code: string } };
    if (body.csrf) keeps['x-csrf'] = body.csrf;
    return { status: response.status, body, code: body.fault?.code };
  };
  return {
    keeps,
    post: <C extends Command>(command: C, body: CommandBody<C>, headers: Record<string, string> = {}) =>
      fetch(server.address + command, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...keeps, ...headers },
        body: JSON.stringify(body),
      }).then((response) => reply<CommandAnswer<C>>(response)),
    get: <Shape = Answer<'/api/me'>>(path = '/api/me') =>
      fetch(server.address + path, { headers: keeps }).then((response) => reply<Shape>(response)),
  };
}

/** Comes in as a sample person. */
export async function aSample(server: Pick<TestServer, 'address'>, name: string): Promise<Visitor> {
  const visitor = aVisitor(server);
  const { status, body } = await visitor.post('/api/session/sample', { name });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return visitor;
}
