/** A page that listens live: what it was told, in order, and the picture it makes of it. */
import type { Changes, LiveChange, Picture, Returning, SiteLive } from '@changping/contracts/live';
import { io } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { until } from '../world.ts';
import type { TestServer } from './server.ts';

export type Page = Awaited<ReturnType<typeof aPage>>;

/** As the page of the watch commander, or of whoever `headers` say. */
export async function aPage(
  { address, house }: Pick<TestServer, 'address' | 'house'>,
  returning: Partial<Returning> | object = {},
  headers: Record<string, string> = { authorization: `Bearer ${house.token}` },
) {
  const socket = io(address, {
    auth: returning,
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: headers,
  });
  onTestFinished(() => void socket.close());
  const pictures: Picture[] = [];
  const changes: Changes[] = [];
  let ended = '';
  socket.on('picture', (picture: Picture) => void pictures.push(picture));
  socket.on('changes', (more: Changes) => void changes.push(more));
  socket.on('disconnect', (why) => {
    ended = why;
  });
  await until(
    () => pictures.length + changes.length,
    (told) => told > 0,
    5000,
  );
  return {
    socket,
    pictures,
    changes,
    ended: () => ended,
    /** The number of the newest change it knows. */
    n: () => {
      const last = changes.at(-1);
      return last ? last.from + last.items.length - 1 : (pictures[0]?.n ?? 0);
    },
    items: (): LiveChange[] => changes.flatMap(({ items }) => items),
    /** Store by store, as its person sees it now. */
    sites(): Map<string, SiteLive> {
      const sites = new Map(pictures[0]?.sites.map(({ id, live }) => [id as string, live]));
      for (const { items } of changes)
        for (const item of items) if (item.what === 'site') sites.set(item.site, item.live);
      return sites;
    },
    /** Where a change is missing or came twice. */
    gaps(): [expected: number, got: number][] {
      let next = pictures[0] ? pictures[0].n + 1 : (changes[0]?.from ?? 0);
      const found: [number, number][] = [];
      for (const { from, items } of changes) {
        if (from !== next) found.push([next, from]);
        next = from + items.length;
      }
      return found;
    },
  };
}
