/** Reports as jobs: ordered, made in a thread of their own one at a time, stopped, kept for a while and handed out to whoever ordered them. Nothing of it outlives the program: what was being made is ordered anew. */

import type { Worker } from 'node:worker_threads';
import { Fault, type FaultCode } from '@changping/contracts/faults';
import type { Answer } from '@changping/contracts/http';
import type { CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { Order } from '@changping/contracts/http-jobs';
import { isOutsider } from '@changping/contracts/roles';
import type { Instant, SiteId } from '@changping/contracts/units';
import { nextJobs } from './domain/job-turns.ts';
import { isInScope, type PlainAction, rights, type UnitTree } from './domain/rights.ts';
import { reaches } from './domain/token-scope.ts';
import { actorOf } from './entrance.ts';
import type { Actor, Acts } from './store/acts.ts';
import type { Labels } from './store/labels.ts';
import type { Asker } from './store/sessions.ts';
import { startThread } from './thread.ts';
import type { File } from './work/paper.ts';
import { type OrderOf, type Told, timeIn } from './work/reports.ts';

type Job = Answer<'/api/jobs/{id}'>;
export type Jobs = {
  deeds: {
    '/api/jobs/start'(body: CommandBody<'/api/jobs/start'>, asker: Asker): CommandAnswer<'/api/jobs/start'>;
    '/api/jobs/stop'(body: CommandBody<'/api/jobs/stop'>, asker: Asker): CommandAnswer<'/api/jobs/stop'>;
  };
  list(asker: Asker): Answer<'/api/jobs'>;
  /** @throws Fault notFound, also for what another ordered */
  one(id: string, asker: Asker): Job;
  /** @throws Fault notFound, notReady */
  file(id: string, asker: Asker): File;
  close(): Promise<void>;
};
export type JobParts = {
  /** The database; threads only read it. */
  database: string;
  /** Of the region, with the catalogue of this moment. */
  told(): Told;
  acts: Acts;
  labels: Pick<Labels, 'find' | 'add' | 'forget'>;
  tree: UnitTree;
  /** Is the book of this store hidden from whoever asks, since it is being counted? */
  isCounting(asker: Asker, site: SiteId): boolean;
  /** Of a document that this one may see. @throws Fault */
  siteOfDocument(id: string, asker: Asker): SiteId;
  /** Of one report, in MB: beyond it the report fails, and not the server. */
  heapMb: number;
  now(): Instant;
};

const unfinishedMost = 20;
const unfinishedOfPerson = 4;
/** Of a partner or a guest. */
const unfinishedOfOutsider = 1;
const keptOfPerson = 20;
/** Of all that is kept, in bytes: what is oldest goes first. */
const keptBytes = 64 * 1024 * 1024;
const keptFor = 30 * 60_000;
const longest = 10 * 60_000;
const longestOfOutsider = 60_000;

const isOfOutsider = ({ person: { roles } }: Asker): boolean => roles.some(isOutsider);

const takes: Record<Order['report'], PlainAction> = {
  stock: 'readStock',
  journal: 'readTrail',
  variance: 'readDocuments',
  month: 'readStock',
  document: 'readDocuments',
  labels: 'printLabel',
  inventory: 'readStock',
};

/** Those that tell how much there is, or what came and went since the beginning. */
const telling = new Set<Order['report']>(['stock', 'month', 'inventory', 'journal']);

type Kept = {
  job: Job;
  order: Order;
  digest: string;
  person: string;
  isOutsider: boolean;
  /** The unit of a partner or a guest; null of whoever works here. */
  unit: string | null;
  file?: File;
  thread?: Worker;
  /** Which one it was of all that were begun; 0: it waits. */
  turn: number;
  until: number;
};

export function jobs({
  database,
  told,
  acts,
  labels,
  tree,
  isCounting,
  siteOfDocument,
  heapMb,
  now,
}: JobParts): Jobs {
  const kept = new Map<string, Kept>();
  let turns = 0;
  const isUnfinished = ({ job: { state } }: Kept) => state === 'waiting' || state === 'working';

  function sweep(): void {
    const at = performance.now();
    let bytes = 0;
    const newestFirst = [...kept].reverse();
    for (const [id, each] of newestFirst) {
      bytes += each.job.bytes;
      const isMany =
        newestFirst.filter(([, { person }]) => person === each.person).findIndex(([other]) => other === id) >=
        keptOfPerson;
      if (!isUnfinished(each) && (at > each.until || bytes > keptBytes || isMany)) kept.delete(id);
    }
  }

  function next(): void {
    // A thread that was stopped is a thread until it is gone.
    const isRunning = ({ job, thread }: Kept) => job.state === 'working' || thread !== undefined;
    const isWaiting = ({ job }: Kept) => job.state === 'waiting';
    for (const each of nextJobs([...kept.values()], isRunning, isWaiting)) begin(each);
  }

  function begin(each: Kept): void {
    const { job, order, person, isOutsider: isOfPartner } = each;
    job.state = 'working';
    each.turn = ++turns;
    const input = { file: database, order, told: told(), now: now(), by: person, outsider: each.unit };
    const thread = startThread('work-worker', input, heapMb);
    each.thread = thread;
    const timer = setTimeout(
      () => end(each, { state: 'failed', fault: 'reportTooLong' }),
      isOfPartner ? longestOfOutsider : longest,
    );
    thread.on('message', ({ share, file, fault }: Message) => {
      if (share !== undefined) job.share = share;
      if (fault) end(each, { state: 'failed', fault: fault.code, detail: fault.detail });
      // Larger than all that is kept it would be gone before anybody fetched it.
      if (file && file.bytes.length > keptBytes) end(each, { state: 'failed', fault: 'reportTooLong' });
      else if (file) {
        each.file = file;
        end(each, { state: 'done', share: 1, name: file.name, bytes: file.bytes.length });
      }
    });
    thread.once('error', (error) => {
      const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(each, { state: 'failed', fault: isFull ? 'reportTooLong' : 'internal', detail: error.message });
    });
    thread.once('exit', () => {
      clearTimeout(timer);
      delete each.thread;
      end(each, { state: 'failed', fault: 'internal' });
      next();
    });
  }

  /** What has ended stays as it ended. */
  function end(each: Kept, how: Partial<Job>): void {
    if (!isUnfinished(each)) return;
    Object.assign(each.job, how);
    // A label that never was is no first one. When the program ends it stays with the safe side.
    if (each.order.report === 'labels' && !each.file && kept.has(each.job.id)) labels.forget(each.job.id);
    each.until = performance.now() + keptFor;
    void each.thread?.terminate();
    sweep();
  }

  const isOwn = ({ person, job }: Kept, who: Asker['person']): boolean =>
    person === who.name && reaches(who, job.site, tree);

  function found(id: string, { person }: Asker): Kept {
    sweep();
    const each = kept.get(id);
    if (!each || !isOwn(each, person)) throw new Fault('notFound', `job ${id}`);
    return each;
  }

  /** Asked at the order and again when it is fetched: rights are taken away in between. @throws Fault @returns whose store it tells of */
  function allowed(order: Order, asker: Asker): SiteId {
    const site = 'site' in order ? (order.site as SiteId) : siteOfDocument(order.document, asker);
    const { roles } = asker.person;
    if (!roles.some((role) => rights[role].has(takes[order.report]))) throw new Fault('rightMissing');
    if (order.report !== 'document' && !isInScope(asker.person, site, tree))
      throw new Fault(tree.has(site) ? 'outOfScope' : 'notFound', `site ${site}`);
    if (telling.has(order.report) && isCounting(asker, site)) throw new Fault('countBlind');
    return site;
  }

  /** Who prints a label once more says why. @throws Fault labelPrinted */
  function print(order: OrderOf<'labels'>, site: SiteId, actor: Actor, at: Instant): void {
    const found = labels.find(site, order.labels);
    const again = found.flatMap(({ id, last }) => (last ? [{ id, ...last }] : []));
    const what = {
      ...{ chain: site, action: again.length ? 'label.reprint' : 'label.print' },
      ...{ object: `${found.length} ${order.format}`, reason: order.reprint ?? null },
    };
    acts.run(actor, what, (commit) => {
      if (again.length && !order.reprint) throw new Fault('labelPrinted', whoPrinted(again));
      labels.add(commit, found, order.id, actor.account, at);
      return { before: again.length ? { printed: again } : null, after: order, result: undefined };
    });
  }

  const time = timeIn(told().region.timeZone);
  const whoPrinted = (again: readonly { id: string; by: string; at: number }[]): string => {
    const few = again.slice(0, 3).map(({ id, by, at }) => `${id}: ${by} ${time(at)}`);
    return [...few, ...(again.length > few.length ? [`+${again.length - few.length}`] : [])].join('; ');
  };

  return {
    deeds: {
      '/api/jobs/start'(order, asker) {
        const digest = JSON.stringify(order);
        const { name } = asker.person;
        sweep();
        const there = kept.get(order.id);
        if (there && (there.person !== name || there.digest !== digest)) throw new Fault('idTaken', order.id);
        if (there) return { ...there.job };
        const site = allowed(order, asker);
        const unfinished = [...kept.values()].filter(isUnfinished);
        const own = unfinished.filter(({ person }) => person === name);
        const isOutsider = isOfOutsider(asker);
        const most = isOutsider ? unfinishedOfOutsider : unfinishedOfPerson;
        if (unfinished.length >= unfinishedMost || own.length >= most) throw new Fault('tooManyJobs');
        const { id, report, format } = order;
        const at = now();
        const job = {
          ...{ id, report, site, format, state: 'waiting' as const, share: 0, orderedAt: at },
          ...{ name: null, bytes: 0, fault: null, detail: '' },
        };
        const actor = actorOf(asker);
        if (order.report === 'labels') print(order, site, actor, at);
        else {
          const what = { chain: site, action: 'report.start', object: `${report} ${format}` };
          acts.run(actor, what, () => ({ before: null, after: order, result: undefined }));
        }
        const waits = { turn: 0, until: Number.POSITIVE_INFINITY };
        const unit = isOutsider ? asker.person.unit : null;
        kept.set(id, { job, order, digest, person: name, isOutsider, unit, ...waits });
        next();
        return { ...job };
      },
      '/api/jobs/stop'({ id }, asker) {
        const each = found(id, asker);
        if (!isUnfinished(each)) return { ...each.job };
        const what = {
          chain: each.job.site as SiteId,
          action: 'report.stop',
          object: `${each.job.report} ${id}`,
        };
        acts.run(actorOf(asker), what, () => ({ before: null, after: null, result: undefined }));
        end(each, { state: 'stopped' });
        next();
        return { ...each.job };
      },
    },
    list({ person }) {
      sweep();
      const own = [...kept.values()].filter((each) => isOwn(each, person));
      return { items: own.map(({ job }) => ({ ...job })).reverse(), next: null };
    },
    one: (id, asker) => ({ ...found(id, asker).job }),
    file(id, asker) {
      const { file, job, order } = found(id, asker);
      allowed(order, asker);
      if (!file) throw new Fault(job.state === 'failed' ? (job.fault as FaultCode) : 'notReady', job.detail);
      return file;
    },
    async close() {
      const threads = [...kept.values()].flatMap(({ thread }) => thread ?? []);
      kept.clear();
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

type Message = { share?: number; file?: File; fault?: { code: FaultCode; detail: string } };
