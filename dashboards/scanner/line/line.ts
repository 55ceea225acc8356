/** The line to the server as the page sees it: there or not, and since when; sends what waits and then fetches what is new, whenever there is a chance. */
import { db, fact } from '../keep/keep.ts';
import { verdict } from '../rules/queue.ts';
import { fillClock, fillGoods, fillMe, fillNames, fillPapers } from './fill.ts';
import { giveUp } from './give-up.ts';
import { Failed } from './reach.ts';
import { sendAll } from './send.ts';
import { sendPhotos } from './send-photos.ts';

export type LineState = {
  isThere: boolean;
  isBusy: boolean;
  /** The login has ended; what waits goes on after the next one. */
  isOut: boolean;
};
export type Line = {
  state(): LineState;
  subscribe(told: () => void): () => void;
  /** Send and fetch now. */
  hurry(): Promise<void>;
  close(): void;
};

const papersEvery = 15_000;
const goodsEvery = 600_000;
const triesEvery = 5_000;

export function openLine(): Line {
  let state: LineState = { isThere: navigator.onLine, isBusy: false, isOut: false };
  let isKnown = false;
  let namesAt = 0;
  let isAskedAgain = false;
  const listeners = new Set<() => void>();
  const become = (news: Partial<LineState>) => {
    state = { ...state, ...news };
    for (const told of listeners) told();
  };

  async function hurry(): Promise<void> {
    if (state.isBusy) {
      isAskedAgain = true;
      return;
    }
    // That there is no network a browser knows for certain; that there is one it only believes.
    if (!navigator.onLine) return become({ isThere: false });
    become({ isBusy: true });
    try {
      await round();
      become({ isThere: true, isOut: false });
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const means = verdict(error.failure);
      if (means === 'wipe') {
        await giveUp();
        return;
      }
      if (means === 'comeIn') become({ isThere: true, isOut: true });
      else become({ isThere: error.failure.status !== 0 && means !== 'later' });
      if (means === 'reread') isKnown = false;
    } finally {
      become({ isBusy: false });
    }
    if (!isAskedAgain) return;
    isAskedAgain = false;
    await hurry();
  }

  async function round(): Promise<void> {
    if (!isKnown) {
      await fillMe();
      isKnown = true;
    }
    const me = await fact('me');
    const waited = await db.queue.count();
    const sent = me ? await sendAll(me.name) : 'all';
    if (sent === 'wipe')
      throw new Failed({ code: 'handheldRevoked', retry: false, sentence: undefined, status: 403 });
    if (sent === 'comeIn')
      throw new Failed({ code: 'notLoggedIn', retry: false, sentence: undefined, status: 401 });
    if (sent === 'reread') {
      // The page outlived its session; another tab came in anew.
      await fillMe();
      if (me) await sendAll(me.name);
    }
    if (sent === 'later') throw new Failed({ code: 'offline', retry: true, sentence: undefined, status: 0 });
    const now = Date.now();
    if (now - namesAt > goodsEvery) {
      await fillClock();
      await fillNames();
      namesAt = now;
    }
    await fillPapers();
    // What was received a moment ago is looked up at the shelf next.
    const isMoved = (await db.queue.count()) < waited;
    if (isMoved || now - ((await fact('goodsAt')) ?? 0) > goodsEvery) await fillGoods();
    // Last, for they are large and no work waits for them.
    if (me) await sendPhotos(me.name);
  }

  /** A look at the line is due: often while it is cut or something waits, seldom otherwise. */
  async function look(): Promise<void> {
    if (document.hidden) return;
    const waiting = state.isOut
      ? 0
      : (await db.queue.filter(({ refused }) => !refused).count()) +
        (await db.photos
          .where('draft')
          .equals('')
          .and(({ refused }) => !refused)
          .count());
    const age = Date.now() - ((await fact('papersAt')) ?? 0);
    if (!state.isThere || waiting || age > papersEvery) await hurry();
  }
  const timer = setInterval(() => void look(), triesEvery);
  const gone = () => become({ isThere: false });
  const back = () => void hurry();
  // After a screen lock the page wakes with an old picture and, often, a dead connection.
  const shown = () => void (document.hidden || look());
  addEventListener('offline', gone);
  addEventListener('online', back);
  document.addEventListener('visibilitychange', shown);

  return {
    state: () => state,
    subscribe(told) {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    hurry,
    close() {
      clearInterval(timer);
      removeEventListener('offline', gone);
      removeEventListener('online', back);
      document.removeEventListener('visibilitychange', shown);
    },
  };
}
