/** How a portal reader is set up, step by step, and what its messages mean meanwhile and after. Each step waits for its answer; a refusal ends the line with a sentence for the installer. */
import { eventsOf, type ReaderEvent, type Status, statusOf } from './answers.ts';
import {
  addRoSpec,
  deleteRoSpec,
  enableRoSpec,
  keepaliveAck,
  type Order,
  setConfig,
  setKeepalive,
  startRoSpec,
} from './commands.ts';
import type { Message } from './framer.ts';
import { message } from './numbers.ts';
import type { ParamFault } from './params.ts';

/** `id`: of the command that waits for its answer. */
export type Life = { step: number; id: number };
export type Move = {
  life: Life;
  send?: Uint8Array;
  /** Why this line is of no more use: what the reader says, or that its bytes cannot be read. */
  fault?: string;
  broken?: ParamFault;
  /** Messages nobody here knows. */
  unknown?: true;
  events?: ReaderEvent[];
};

type Step = {
  name: string;
  answer: number;
  order?(id: number, order: Order): Uint8Array;
  /** What to ask for when the reader refuses; null: go on without. */
  instead?: ((id: number, order: Order) => Uint8Array) | null;
};
const steps: readonly Step[] = [
  { name: 'accept us', answer: message.event },
  // A reader without any may call that an error.
  {
    name: 'delete its ROSpecs',
    answer: message.roSpecDeleted,
    order: (id) => deleteRoSpec(id, 0),
    instead: null,
  },
  { name: 'take a configuration', answer: message.configSet, order: setConfig, instead: setKeepalive },
  { name: 'take our ROSpec', answer: message.roSpecAdded, order: addRoSpec },
  {
    name: 'enable our ROSpec',
    answer: message.roSpecEnabled,
    order: (id, { roSpec }) => enableRoSpec(id, roSpec),
  },
  {
    name: 'start our ROSpec',
    answer: message.roSpecStarted,
    order: (id, { roSpec }) => startRoSpec(id, roSpec),
  },
];

export const newLife: Life = { step: 0, id: 0 };
export const isRunning = ({ step }: Life): boolean => step === steps.length;
/** What the reader is waited for; empty once it runs. */
export const awaited = ({ step }: Life): string => steps[step]?.name ?? '';

export function hear(life: Life, order: Order, heard: Message): Move {
  if (heard.number === message.keepalive) return { life, send: keepaliveAck(heard.id) };
  if (heard.number === message.event) return hearEvents(life, order, heard);
  const step = steps[life.step];
  if (heard.number === message.error) return hearError(life, step, heard);
  // An answer that comes twice, or late to a step long done, changes nothing.
  if (!step || heard.number !== step.answer || heard.id !== life.id)
    return answers.has(heard.number) ? { life } : { life, unknown: true };
  const status = statusOf(heard);
  if (typeof status === 'string') return { life, broken: status };
  if (status.ok || step.instead === null) return next(life, order);
  if (!step.instead || life.id % 2 === 0) return { life, fault: refusal(step, status) };
  return { life: { step: life.step, id: life.id + 1 }, send: step.instead(life.id + 1, order) };
}

const answers = new Set<number>([message.closed, message.report, ...steps.map(({ answer }) => answer)]);

/** Odd ids for a step's order, the even one after it for what is asked instead. */
function next({ step }: Life, order: Order): Move {
  const life = { step: step + 1, id: 2 * step + 1 };
  const send = steps[life.step]?.order?.(life.id, order);
  return send ? { life, send } : { life };
}

function hearEvents(life: Life, order: Order, heard: Message): Move {
  const told = eventsOf(heard);
  if (typeof told === 'string') return { life, broken: told };
  const { events } = told;
  for (const each of events) {
    if (each.event === 'connectionClose') return { life, fault: 'the reader closes the connection' };
    if (each.event === 'connectionAttempt' && life.step === 0)
      return each.ok ? { ...next(life, order), events } : { life, fault: each.why };
    const isOurs = each.event === 'roSpec' && each.roSpec === order.roSpec && each.change !== 'started';
    if (isOurs && isRunning(life)) return { life, fault: `the reader has ${each.change} our ROSpec` };
  }
  return { life, events };
}

function hearError(life: Life, step: Step | undefined, heard: Message): Move {
  const status = statusOf(heard);
  if (typeof status === 'string') return { life, broken: status };
  // Once it runs nothing depends on what the reader did not understand.
  return step ? { life, fault: refusal(step, status) } : { life, unknown: true };
}

const refusal = ({ name }: Step, { name: status, description }: Status) =>
  `the reader refuses to ${name}: ${status}${description ? ` (${plain(description)})` : ''}`;
/** The text is the reader's own. */
const plain = (text: string) => text.replace(/[\p{C}]+/gu, ' ').slice(0, 120);
