/** The live line to the server: keeps the world of a page current, draws the first change at the next frame and what follows it ten times a second, and comes back by itself with the number it knows. */
import type { Changes, Picture } from '@changping/contracts/live';
import { administrators, type Role } from '@changping/contracts/roles';
import { io } from 'socket.io-client';
import { ask } from '../ask.ts';
import { toOwnPage } from '../to-door.ts';
import { hear, type ServerClock, startClock } from './server-clock.ts';
import { apply, returningOf, type World, worldOf } from './world.ts';

export type LiveState = {
  /** 'first': nothing heard yet; 'lost': there is a world, but it ages. */
  line: 'first' | 'unreachable' | 'live' | 'lost';
  world: World | undefined;
  clock: ServerClock | undefined;
  /** The page's steady clock when the line broke. */
  lostAt: number | undefined;
};
export type LiveLine = {
  state(): LiveState;
  subscribe(told: () => void): () => void;
  /** The server's time out of another answer than the line's own. */
  heard(at: number): void;
  close(): void;
};

/** None of them reads stock, so the map has nothing to tell them. */
const isAdministrator = (role: Role): boolean => administrators.some((each) => each === role);

/** Milliseconds. Nobody reads faster, and to draw a region whose stores all change takes a part of each. */
const drawsEvery = 100;

export function openLine(): LiveLine {
  let state: LiveState = { line: 'first', world: undefined, clock: undefined, lostAt: undefined };
  const listeners = new Set<() => void>();
  let isDrawing = false;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const socket = io({
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    auth: (give) => give(state.world ? returningOf(state.world) : {}),
  });

  socket.on('picture', (picture: Picture) => {
    become({ line: 'live', world: worldOf(picture), lostAt: undefined });
    heard(picture.at);
  });
  socket.on('changes', (changes: Changes) => {
    if (!state.world) return comeAgain();
    const next = apply(state.world, changes);
    if (next === 'gap') return comeAgain();
    become({ line: 'live', world: next, lostAt: undefined });
    heard(changes.at);
  });
  socket.on('disconnect', lose);
  socket.on('connect_error', () => {
    // Who may not listen gets no word over the line; the question says why, and leads to the door.
    void ask('/api/me').then(
      ({ roles }) => {
        if (roles.every(isAdministrator)) toOwnPage();
      },
      () => {},
    );
    if (!state.world) become({ line: 'unreachable' });
    else lose();
  });
  // A pulled cable is known to the browser long before a silent socket gives up.
  const offline = () => socket.io.engine?.close();
  const online = () => void (socket.connected || socket.connect());
  addEventListener('offline', offline);
  addEventListener('online', online);

  function heard(at: number): void {
    const here = performance.now();
    become({ clock: state.clock ? hear(state.clock, at, here) : startClock(at, here) });
  }

  function lose(): void {
    if (state.line === 'live') become({ line: 'lost', lostAt: performance.now() });
  }

  function comeAgain(): void {
    socket.disconnect();
    socket.connect();
  }

  function become(news: Partial<LiveState>): void {
    state = { ...state, ...news };
    if (isDrawing) return;
    isDrawing = true;
    const wait = drawnAt + drawsEvery - performance.now();
    if (wait > 0) setTimeout(() => requestAnimationFrame(draw), wait);
    else requestAnimationFrame(draw);
  }

  // A hidden tab gets no frames; it catches up in the one it is shown with.
  function draw(): void {
    isDrawing = false;
    drawnAt = performance.now();
    for (const told of listeners) told();
  }

  return {
    state: () => state,
    subscribe(told) {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    heard,
    close() {
      removeEventListener('offline', offline);
      removeEventListener('online', online);
      socket.close();
    },
  };
}
