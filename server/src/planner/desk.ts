/** The planner's desk: takes regions, stock and questions in any order, answers soon from what is routed and again when all is, forgets what was called off. Between two steps of a long work every message gets its turn. */
import { openPlanner, type Planner } from './planner.ts';
import type { AnyAnswer, FromPlanner, Question, ToPlanner } from './port.ts';
import type { StockState } from './world.ts';

export type DeskParts = {
  post(message: FromPlanner): void;
  /** Do this after the messages that are waiting now. */
  later(work: () => void): void;
};

export function openDesk({ post, later }: DeskParts): (message: ToPlanner) => void {
  let planner: Planner | undefined;
  let coming: { planner: Planner; steps: Generator<number> } | undefined;
  let stock: StockState | undefined;
  let isTelling = false;
  const waiting = new Map<number, Question>();

  return (message) => {
    if (message.type === 'region') begin(openPlanner(message.world, message.settings));
    else if (message.type === 'stock') {
      stock = message.state;
      planner?.follow(stock);
      coming?.planner.follow(stock);
      tell();
    } else if (message.type === 'cancel') waiting.delete(message.id);
    else {
      waiting.set(message.id, message.question);
      later(() => reply(message.id));
    }
  };

  /** A region that is whole answers until the next one is whole too; the very first answers from its first depot on. */
  function begin(next: Planner): void {
    if (stock) next.follow(stock);
    const work = { planner: next, steps: next.routing() };
    coming = work;
    if (!planner || !isWhole(planner)) planner = next;
    const step = () => {
      // Another region came meanwhile.
      if (coming !== work) return;
      const isDone = work.steps.next().done === true;
      const { roads, rows } = next.versions();
      if (!isDone) post({ type: 'routed', roads, rows });
      if (isDone) {
        planner = next;
        coming = undefined;
      } else later(step);
      if (isDone || (rows.done === 1 && planner === next)) {
        for (const id of waiting.keys()) reply(id);
        tell();
      }
    };
    later(step);
  }

  function reply(id: number): void {
    const question = waiting.get(id);
    if (!question || !planner || (planner.versions().rows.done === 0 && !isWhole(planner))) return;
    const isFinal = isWhole(planner) && !coming;
    const answer = answerOf(planner, question);
    if (isFinal || !answer) waiting.delete(id);
    post(answer ? { type: 'answer', id, answer, isFinal } : { type: 'notFound', id });
  }

  /** A hundred postings of one moment are one change. */
  function tell(): void {
    if (isTelling) return;
    isTelling = true;
    later(() => {
      isTelling = false;
      if (planner) post({ type: 'changed', versions: planner.versions() });
    });
  }
}

const isWhole = (planner: Planner): boolean => {
  const { done, of } = planner.versions().rows;
  return done === of;
};

function answerOf(planner: Planner, question: Question): AnyAnswer | undefined {
  switch (question.what) {
    case 'summary':
      return planner.summary(question.stock);
    case 'cells':
      return planner.cells();
    case 'layer':
      return planner.layer(question.kind, question.loss, question.stock);
    case 'place':
      return planner.place(question.code, question.stock);
    case 'at':
      return planner.at(question.lon, question.lat);
    case 'whatIf':
      return planner.whatIf(question.loss);
  }
}
