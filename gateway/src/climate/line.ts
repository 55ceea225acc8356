/** One line with one or many probes on it: one question at a time, in turn, each ending as an answer or as silence. */
import { keepPort, type PortAddress, type Wire } from '../port.ts';

/** `look` is given all bytes since the question; undefined: more are needed. */
export type Question<Answer> = {
  bytes: Uint8Array;
  within: number;
  look(bytes: Uint8Array): Answer | undefined;
};
export type Line = {
  isUp(): boolean;
  why(): string;
  /** @returns null for silence, and at once when the line is down. */
  ask<Answer>(question: Question<Answer>): Promise<Answer | null>;
  close(): void;
};

/** More than any answer: noise beyond it is not looked at again and again. */
const bytesMax = 256;
/** An answer that comes late must not be taken for the next one's. */
const restAfterSilence = 100;

export function openLine(address: PortAddress): Line {
  let wire: Wire | undefined;
  let heard: Buffer = Buffer.alloc(0);
  let listen: (() => void) | undefined;
  let hangUp: (() => void) | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const port = keepPort(address, {
    up(line) {
      wire = line;
    },
    data(bytes) {
      if (!listen) return;
      heard = Buffer.concat([heard, bytes]).subarray(-bytesMax);
      listen();
    },
    down() {
      wire = undefined;
      hangUp?.();
    },
  });

  function askNow<Answer>({ bytes, within, look }: Question<Answer>): Promise<Answer | null> {
    if (!wire) return Promise.resolve(null);
    const question = new Promise<Answer | null>((done) => {
      const end = (answer: Answer | null) => {
        clearTimeout(timer);
        listen = undefined;
        hangUp = undefined;
        done(answer);
      };
      const rest = () => {
        timer = setTimeout(end, restAfterSilence, null);
      };
      let timer = setTimeout(rest, within);
      // What is left over belongs to an earlier question.
      heard = Buffer.alloc(0);
      listen = () => {
        const answer = look(heard);
        if (answer !== undefined) end(answer);
      };
      hangUp = () => end(null);
    });
    wire.write(bytes);
    return question;
  }

  return {
    isUp: () => wire !== undefined,
    why: port.why,
    ask(question) {
      const mine = turn.then(() => askNow(question));
      turn = mine;
      return mine;
    },
    close() {
      port.close();
      hangUp?.();
    },
  };
}
