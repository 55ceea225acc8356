/** Five hundred pages that are told of ten changes a second: how long the last of them waits, and what that costs the server's process. The pages are the lines of a second process; beside it the same texts from a bare WebSocket server. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SiteId } from '@changping/contracts/units';
import { withWorld } from '../world.ts';
import { births } from './births.ts';
import type { FromClients, Heard } from './fan-out-clients.ts';
import type { Figure } from './figure.ts';
import { processCost } from './machine.ts';
import { steadily } from './steadily.ts';

const pages = 500;
const perSecond = 10;
const seconds = 20;
/** For the engine to make its machine code, too. */
const warmUp = 8;
/** A broker hears no more than three births a second from one. */
const sites = ['RC-S', 'RC-N', 'CD-SZS', 'CD-WZ', 'CD-ZW'] as SiteId[];

export const fanOut = (): Promise<Figure[]> =>
  withWorld({ scenario: 'quiet-day', gateway: false, stock: true, stores: sites }, async (world) => {
    const { pid } = world.server;
    const stores = await Promise.all(sites.map((site) => births(world, site)));
    let turn = 0;
    const feeding = steadily(perSecond, () => stores[turn++ % stores.length]?.send());
    try {
      await wait(warmUp * 1000);
      const alone = await percentOf(pid);
      const ours = await toPages(Number(new URL(world.address).port), pid, world.token());
      const each = ours.messages / pages / seconds;
      if (each < perSecond * 0.95)
        throw new Error(`a page was told ${each.toFixed(1)} changes/s of ${perSecond}`);
      const bytes = Math.round(ours.bytes / ours.messages);
      const peer = isThere('ws') ? await toPlainPages(bytes) : undefined;
      return [
        {
          bench: 'live',
          figure: 'fan-out-p99-ms',
          value: ours.p99,
          unit: 'ms',
          budget: 50,
          atMost: true,
          ...(peer && { peer: 'a bare ws server', ratio: ours.p99 / peer.p99 }),
          note: `${pages} pages, each told ${each.toFixed(1)} changes/s of ${bytes} bytes, from the telling to the other end of the line; p50 ${ours.p50}, max ${ours.max} ms${peer ? `; ws p99 ${peer.p99} ms` : ''}`,
        },
        {
          bench: 'live',
          figure: 'fan-out-cpu-percent',
          value: ours.percent,
          unit: '% of a core',
          budget: 10,
          atMost: true,
          ...(peer && { peer: 'a bare ws server', ratio: ours.percent / peer.percent }),
          note: `all of the server, of which ${alone.toFixed(1)} without a page${peer ? `; ws ${peer.percent.toFixed(1)}` : ''}; the pages' process took ${((ours.cpuSeconds / seconds) * 100).toFixed(0)} %; limited by one write to the system a page`,
        },
      ];
    } finally {
      feeding.end();
      await Promise.all(stores.map((store) => store.close()));
    }
  });

type Told = Heard & { percent: number };

async function toPages(port: number, pid: number, token = ''): Promise<Told> {
  const clients = program('fan-out-clients.ts', port, pages, token);
  try {
    await wordOf<FromClients>(clients);
    await wait(warmUp * 1000);
    clients.send('begin');
    const percent = await percentOf(pid);
    const heard = wordOf<FromClients>(clients);
    clients.send('end');
    const word = await heard;
    if (word.what !== 'heard') throw new Error(`the pages said "${word.what}"`);
    return { ...word, percent };
  } finally {
    clients.kill();
  }
}

async function toPlainPages(bytes: number): Promise<Told> {
  const peer = program('fan-out-peer.ts', bytes, perSecond);
  try {
    return await toPages(await wordOf<number>(peer), peer.pid ?? 0);
  } finally {
    peer.kill();
  }
}

/** What a process takes of one core while `seconds` go by. */
async function percentOf(pid: number): Promise<number> {
  const before = processCost(pid).cpu;
  const began = performance.now();
  await wait(seconds * 1000);
  return ((processCost(pid).cpu - before) / ((performance.now() - began) / 1000)) * 100;
}

const program = (file: string, ...args: (number | string)[]): ChildProcess =>
  fork(join(import.meta.dirname, file), args.map(String), { execArgv: ['--import', 'tsx'] });

/** The next thing it says. @throws when it ends instead. */
async function wordOf<Word>(child: ChildProcess): Promise<Word> {
  const [word] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`a process of the bench ended with ${code}`);
    }),
  ]);
  return word as Word;
}

/** It comes with socket.io and is no dependency of ours. */
function isThere(name: string): boolean {
  try {
    return Boolean(createRequire(import.meta.url).resolve(name));
  } catch {
    return false;
  }
}
