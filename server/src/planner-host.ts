/** The server's end of the planner's thread: tells it what changes without waiting, asks and gets answers, and starts it again after a fall. */
import type { Worker } from 'node:worker_threads';
import { Fault } from '@changping/contracts/faults';
import type { AnswerTo, AnyAnswer, FromPlanner, Question, ToPlanner } from './planner/port.ts';
import type { Versions } from './planner/summary.ts';
import type { CoverageSettings, StockState, World } from './planner/world.ts';
import { startThread } from './thread.ts';

export type PlannerHost = {
  /** Both return at once; the thread works them off in its own time. */
  region(world: World, settings: CoverageSettings): void;
  stock(state: StockState): void;
  /**
   * The answer by all depots. @param more.first is told an answer by those that are routed so far, when it comes sooner.
   * @throws Fault notFound for a kind or place that is not there, internal when the thread fell; the signal's reason when it was called off.
   */
  ask<Q extends Question>(question: Q, more?: Asking<Q>): Promise<AnswerTo[Q['what']]>;
  close(): Promise<void>;
};
type Asking<Q extends Question> = { signal?: AbortSignal; first?(answer: AnswerTo[Q['what']]): void };

export type PlannerHostParts = {
  /** How far the routing of new roads is, depot by depot. */
  routed?(roads: string, rows: Versions['rows']): void;
  /** What was answered before may be different now. */
  changed(versions: Versions): void;
  /** The thread fell; the next question or region starts another. */
  failed(error: Error): void;
};

type Pending = {
  done(answer: AnyAnswer): void;
  first(answer: AnyAnswer): void;
  fail(error: Error): void;
};

export function openPlannerHost({ routed, changed, failed }: PlannerHostParts): PlannerHost {
  let worker: Worker | undefined;
  let closed = false;
  let lastId = 0;
  const last: { region?: ToPlanner; stock?: ToPlanner } = {};
  const pending = new Map<number, Pending>();

  return {
    region(world, settings) {
      last.region = { type: 'region', world, settings };
      if (worker) worker.postMessage(last.region);
      else start();
    },
    stock(state) {
      last.stock = { type: 'stock', state };
      // A thread that fell is started again by who wants to know something, not by every piece that moves.
      worker?.postMessage(last.stock);
    },
    ask: <Q extends Question>(question: Q, { signal, first }: Asking<Q> = {}) =>
      new Promise<AnswerTo[Q['what']]>((done, fail) => {
        if (closed) return fail(new Fault('storeBusy', 'the server is ending'));
        if (signal?.aborted) return fail(signal.reason);
        const id = ++lastId;
        const off = () => {
          pending.delete(id);
          worker?.postMessage({ type: 'cancel', id } satisfies ToPlanner);
          fail(signal?.reason);
        };
        signal?.addEventListener('abort', off, { once: true });
        pending.set(id, {
          done(answer) {
            signal?.removeEventListener('abort', off);
            done(answer as AnswerTo[Q['what']]);
          },
          first: (answer) => first?.(answer as AnswerTo[Q['what']]),
          fail(error) {
            signal?.removeEventListener('abort', off);
            fail(error);
          },
        });
        (worker ?? start()).postMessage({ type: 'ask', id, question } satisfies ToPlanner);
      }),
    async close() {
      closed = true;
      const ending = worker;
      worker = undefined;
      await ending?.terminate();
      drop(new Fault('internal', 'the planner has ended'));
    },
  };

  function start(): Worker {
    const started = startThread('planner-worker');
    worker = started;
    started.on('message', (message: FromPlanner) => take(message));
    started.on('error', (error) => {
      if (worker === started) worker = undefined;
      drop(new Fault('internal', `the planner fell: ${error.message}`));
      failed(error);
    });
    // A planner at work keeps no server alive.
    started.unref();
    for (const message of [last.region, last.stock]) if (message) started.postMessage(message);
    return started;
  }

  function take(message: FromPlanner): void {
    if (message.type === 'routed') {
      routed?.(message.roads, message.rows);
      return;
    }
    if (message.type === 'changed') {
      changed(message.versions);
      return;
    }
    const one = pending.get(message.id);
    if (message.type === 'answer' && !message.isFinal) {
      one?.first(message.answer);
      return;
    }
    pending.delete(message.id);
    if (message.type === 'answer') one?.done(message.answer);
    else one?.fail(new Fault('notFound', 'no such kind or place'));
  }

  function drop(error: Error): void {
    for (const each of pending.values()) each.fail(error);
    pending.clear();
  }
}
