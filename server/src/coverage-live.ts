/** Coverage that follows the stock: what moved is told to the planner's thread at most twice a second, what changed for people is told to the pages, and the ledger waits for neither. */
import { Fault } from '@changping/contracts/faults';
import type { Answer, Query } from '@changping/contracts/http';
import type { CoverageLive } from '@changping/contracts/live';
import type { AnswerTo, Question } from './planner/port.ts';
import type { Summary } from './planner/summary.ts';
import type { Loss } from './planner/what-if.ts';
import type { StockState } from './planner/world.ts';
import { openPlannerHost } from './planner-host.ts';
import { type Planned, settingsOf, worldOf } from './planner-region.ts';
import type { Region } from './region.ts';
import type { UsableLine } from './store/usable.ts';

export type CoverageParts = {
  region: Planned & Pick<Region, 'standards' | 'planner'>;
  /** What may be sent out now. */
  usable(): UsableLine[];
  /** Of what moment that stock is: a commit and a day. */
  stockVersion(): string;
  tell(coverage: CoverageLive): void;
  failed(error: Error): void;
};
export type Coverage = {
  /** Something may have moved, or a day has passed. */
  moved(): void;
  summary(): Promise<Answer<'/api/coverage'>>;
  cells(): Promise<Answer<'/api/coverage/cells'>>;
  layer(query: Query<'/api/coverage/layer'>): Promise<Answer<'/api/coverage/layer'>>;
  place(code: string): Promise<Answer<'/api/coverage/places/{code}'>>;
  at(query: Query<'/api/coverage/at'>): Promise<Answer<'/api/coverage/at'>>;
  whatIf(query: Query<'/api/coverage/what-if'>): Promise<Answer<'/api/coverage/what-if'>>;
  close(): Promise<void>;
};

const followEvery = 500;
/** A thread that falls over the same stock again must not take all our time. */
const restartAfter = 10_000;
/** A question that a fallen thread can't answer must not hang for ever. */
const patience = 20_000;
/** The road table is read once at the start. */
const roadsVersion = 'folder';

export function openCoverage({ region, usable, stockVersion, tell, failed }: CoverageParts): Coverage {
  const isSchematic = region.stretches.some(({ quality }) => quality !== 'sourced');
  const host = openPlannerHost({
    changed: () => void retell(),
    failed(error) {
      failed(error);
      // The pages would go on showing what the fallen thread said last.
      again = setTimeout(() => void retell(), restartAfter).unref();
    },
  });
  let timer: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let followedAt = -followEvery;
  let known = '';
  let asking = false;
  let stale = false;
  let closed = false;

  function follow(): void {
    timer = undefined;
    followedAt = performance.now();
    const lines = usable();
    const text = JSON.stringify(lines);
    // Most letters move nothing.
    if (text === known) return;
    known = text;
    host.stock({ version: stockVersion(), usable: bySite(lines), lost: [] });
  }

  /** One question at a time: what changes meanwhile is asked once more. */
  async function retell(): Promise<void> {
    if (asking) {
      stale = true;
      return;
    }
    asking = true;
    try {
      do {
        stale = false;
        const say = (summary: Summary) => tell(liveOf(summary, isSchematic));
        // By the depots routed so far, until all are.
        say(await ask({ what: 'summary' }, say));
      } while (stale && !closed);
    } catch (error) {
      if (!closed) failed(error instanceof Error ? error : new Error(String(error)));
    } finally {
      asking = false;
    }
  }

  async function ask<Q extends Question>(question: Q, first?: (answer: AnswerTo[Q['what']]) => void) {
    const signal = AbortSignal.timeout(patience);
    try {
      return await host.ask(question, { signal, ...(first ? { first } : {}) });
    } catch (error) {
      if (signal.aborted) throw new Fault('storeBusy', 'the planner is still routing');
      throw error;
    }
  }

  host.region(worldOf(region, roadsVersion), settingsOf(region));
  follow();
  return {
    moved() {
      if (!closed) timer ??= setTimeout(follow, Math.max(0, followedAt + followEvery - performance.now()));
    },
    summary: async () => ({ isSchematic, ...(await ask({ what: 'summary' })) }),
    async cells() {
      const { lons, lats, ...cells } = await ask({ what: 'cells' });
      return { ...cells, lons: base64(lons), lats: base64(lats) };
    },
    async layer({ kind, lost, dry }) {
      const loss = lossOf({ lost, dry });
      const { versions, ...layer } = await ask({
        what: 'layer',
        kind: kind ?? null,
        ...(loss ? { loss } : {}),
      });
      return {
        versions,
        class: base64(layer.class),
        minutes: base64(layer.minutes),
        by: base64(layer.by),
      };
    },
    place: (code) => ask({ what: 'place', code }),
    at: ({ lon, lat }) => ask({ what: 'at', lon, lat }),
    whatIf: (query) => ask({ what: 'whatIf', loss: lossOf(query) ?? {} }),
    async close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(again);
      await host.close();
    },
  };
}

function lossOf({ lost, dry }: Query<'/api/coverage/what-if'>): Loss | undefined {
  if (!lost.length && !dry.length) return undefined;
  const runsDry = dry.map((text) => {
    const [depot = '', kind = ''] = text.split(':');
    return { depot, kind };
  });
  return { lost, dry: runsDry };
}

function liveOf({ versions, all, worst }: Summary, isSchematic: boolean): CoverageLive {
  const { roads, stock, rows } = versions;
  const [first] = worst;
  return {
    version: `${roads}/${stock}/${rows.done}`,
    people: all.people,
    area: all.area,
    worst: first ? { code: first.code, place: first.place, minutes: first.minutes } : null,
    isSchematic,
    toRoute: rows.of - rows.done,
  };
}

function bySite(lines: readonly UsableLine[]): StockState['usable'] {
  const sites: Record<string, Record<string, number>> = {};
  for (const { site, kind, usable } of lines) {
    sites[site] ??= {};
    sites[site][kind] = usable;
  }
  return sites;
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array | Uint16Array | Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
