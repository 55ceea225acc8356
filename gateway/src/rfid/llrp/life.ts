/** How a portal reader is set up, step by step, and what its messages mean meanwhile and after. Each step waits for its answer; a refusal ends the line with a sentence for the installer. */
import { eventsOf, inputOf, type ReaderEvent, type Status, statusOf } from './answers.ts';
import {
  addRoSpec,
  deleteRoSpec,
  enableRoSpec,
  getInput,
  keepaliveAck,
  type Order,
  setConfig,
  setInput,
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
  /** Microseconds of the reader's clock at which it told them. */
  utc?: number | null;
};

type Step = {
  name: string;
  answer: number;
  /** Undefined where there is nothing to ask for. */
  order?(id: number, order: Order): Uint8Array | undefined;
  /** What to ask for when the reader refuses; null: go on without. */
  instead?: ((id: number, order: Order) => Uint8Array) | null;
  /** What its answer says beyond that it is done. */
  told?(answer: Message, order: Order): ReaderEvent[] | ParamFault;
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
  // Last, for a gate reads without its door too.
  {
    name: 'tell of its input',
    answer: message.configSet,
    order: (id, { input }) => (input === undefined ? input : setInput(id, input)),
    instead: null,
  },
  {
    name: 'say how its input stands',
    answer: message.config,
    order: (id, { input }) => (input === undefined ? input : getInput(id, input)),
    instead: null,
    told: tellInput,
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
  const events = status.ok ? step.told?.(heard, order) : undefined;
  if (typeof events === 'string') return { life, broken: events };
  if (status.ok || step.instead === null) return { ...next(life, order), ...(events && { events }) };
  if (!step.instead || life.id % 2 === 0) return { life, fault: refusal(step, status) };
  return { life: { step: life.step, id: life.id + 1 }, send: step.instead(life.id + 1, order) };
}

const answers = new Set<number>([message.closed, message.report, ...steps.map(({ answer }) => answer)]);

/** Odd ids for a step's order, the even one after it for what is asked instead. */
function next({ step }: Life, order: Order): Move {
  const life = { step: step + 1, id: 2 * step + 1 };
  const after = steps[life.step];
  const send = after?.order?.(life.id, order);
  if (send) return { life, send };
  return after ? next(life, order) : { life };
}

function tellInput(answer: Message, { input = 0 }: Order): ReaderEvent[] | ParamFault {
  const state = inputOf(answer, input);
  if (typeof state === 'string') return state;
  return state ? [{ event: 'gpi', port: input, high: state.high }] : [];
}

function hearEvents(life: Life, order: Order, heard: Message): Move {
  const told = eventsOf(heard);
  if (typeof told === 'string') return { life, broken: told };
  const { events, utc } = told;
  for (const each of events) {
    if (each.event === 'connectionClose') return { life, fault: 'the reader closes the connection' };
    if (each.event === 'connectionAttempt' && life.step === 0)
      return each.ok ? { ...next(life, order), events, utc } : { life, fault: each.why };
    const isOurs = each.event === 'roSpec' && each.roSpec === order.roSpec && each.change !== 'started';
    if (isOurs && isRunning(life)) return { life, fault: `the reader has ${each.change} our ROSpec` };
  }
  return { life, events, utc };
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
