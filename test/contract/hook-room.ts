/** Robots that a server is told of, and what happens there. */
import type { LookupFunction } from 'node:net';
import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import type { FeedItem } from '@changping/contracts/live';
import type { Instant, SiteId } from '@changping/contracts/units';
import { onTestFinished } from 'vitest';
import { whole } from './count-room.ts';
import type { Robot } from './robot.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

type Wish = Parameters<typeof openServer>[0];
export async function opened(wish: Wish = {}) {
  const server = await openServer(wish);
  onTestFinished(() => server.close());
  return { server, system: await aSample(server, 'system') };
}
export const secret = 'SEC0123456789abcdef';
export const bodyOf = (
  url: string,
  more: Partial<CommandBody<'/api/hooks/add'>> = {},
): CommandBody<'/api/hooks/add'> => ({
  name: '值班群',
  url,
  format: 'sha256',
  secret,
  unit: 'ningxia',
  topics: ['overdue', 'expiry'],
  lang: 'zh',
  ...more,
});
export const added = async (
  system: Visitor,
  robot: Robot,
  more: Partial<CommandBody<'/api/hooks/add'>> = {},
) => whole(await system.post('/api/hooks/add', bodyOf(`http://${robot.host}/hook`, more))).id;
export const standing = async (system: Visitor, id: string) => {
  const { items } = whole(await system.get<Answer<'/api/hooks'>>('/api/hooks'));
  return items.find((each) => each.id === id) as Answer<'/api/hooks'>['items'][number];
};
/** Stores a line of the feed, as whatever happens does. */
export const happens = (server: TestServer, document: string, more: Partial<FeedItem> = {}) =>
  server.ledger.note({
    ...{ at: Date.now() as Instant, site: 'RC-S' as SiteId, what: 'overdue', detail: { document } },
    ...more,
  }).id;

/** What names lead to, in turn; a name that is not here is not found. */
export const resolver = (
  names: Record<string, readonly (readonly string[])[]>,
): LookupFunction & { asked: string[] } => {
  const asked: string[] = [];
  const lookup: LookupFunction = (name, options, back) => {
    const answers = names[name] ?? [];
    const found = answers[Math.min(asked.filter((each) => each === name).length, answers.length - 1)];
    asked.push(name);
    const all = (found ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const error = found ? null : Object.assign(new Error(name), { code: 'ENOTFOUND' });
    setImmediate(() => (options.all ? back(error, all) : back(error, all[0]?.address ?? '', all[0]?.family)));
  };
  return Object.assign(lookup, { asked });
};
