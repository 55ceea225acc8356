/** Ask what is at the other end of one line, once and within a deadline: a portal greets by itself, an M100 answers when it is asked. */
import { keepPort, type PortAddress, type Wire } from '../port.ts';
import { type Device, deviceOf, eventsOf } from '../rfid/llrp/answers.ts';
import { closeConnection, getCapabilities } from '../rfid/llrp/commands.ts';
import { llrpFramer, type Message } from '../rfid/llrp/framer.ts';
import { message } from '../rfid/llrp/numbers.ts';
import { commandFrame, m100Parser } from '../rfid/m100.ts';

export type Finding =
  | { found: 'm100'; port: PortAddress; about: string }
  /** `refuses`: why it does not serve us; empty when it does. */
  | { found: 'llrp'; port: PortAddress; device: Device | null; refuses: string }
  | { found: null; port: PortAddress; why: string };

/** A reader that has just been given power takes most of a second to start. */
const answerWithin = 1500;
/** What has not greeted by now waits to be spoken to. */
const greetWithin = 500;

const orders = [commandFrame(0x28), commandFrame(0x03, [0])];

/** @param speak false: say nothing to what does not greet as a portal. */
export function ask(port: PortAddress, speak = true): Promise<Finding> {
  return new Promise((resolve) => {
    const m100 = m100Parser();
    const llrp = llrpFramer();
    let wire: Wire | undefined;
    let bytes = 0;
    let isM100 = false;
    let greeting: { refuses: string } | undefined;

    const end = (finding: Finding) => {
      clearTimeout(speaking);
      clearTimeout(deadline);
      line.close();
      resolve(finding);
    };
    const giveUp = () => {
      if (greeting) end({ found: 'llrp', port, device: null, ...greeting });
      else if (isM100) end({ found: 'm100', port, about: '' });
      else end({ found: null, port, why: bytes ? strangers(port, bytes) : line.why() || 'no answer' });
    };
    const hearM100 = (chunk: Uint8Array) => {
      for (const piece of m100.push(chunk)) {
        if (piece.type !== 'frame') continue;
        isM100 = true;
        if (piece.frameType !== 1 || piece.command !== 0x03) continue;
        end({
          found: 'm100',
          port,
          about: printable(Buffer.from(piece.params.subarray(1)).toString('latin1')),
        });
      }
    };
    const hearLlrp = (heard: Message) => {
      if (heard.number === message.event) {
        const told = eventsOf(heard);
        const attempt =
          typeof told !== 'string' && told.events.find((each) => each.event === 'connectionAttempt');
        if (attempt && attempt.event === 'connectionAttempt') {
          greeting = { refuses: attempt.ok ? '' : attempt.why };
          if (!attempt.ok) return giveUp();
          wire?.write(getCapabilities(1));
        }
      } else if (greeting && heard.number === message.capabilities) {
        const device = deviceOf(heard);
        wire?.write(closeConnection(2));
        end({ found: 'llrp', port, device: typeof device === 'string' ? null : device, ...greeting });
      }
    };

    const line = keepPort(port, {
      up(fresh) {
        wire = fresh;
        if ('serial' in port) say();
      },
      data(chunk) {
        bytes += chunk.length;
        for (const piece of 'tcp' in port ? llrp.push(chunk) : [])
          if (piece.type === 'message') hearLlrp(piece);
        if (!greeting) hearM100(chunk);
      },
      down() {
        wire = undefined;
      },
    });
    const say = () => {
      if (speak && !greeting) for (const order of orders) wire?.write(order);
    };
    const speaking = setTimeout(say, greetWithin);
    const deadline = setTimeout(giveUp, answerWithin);
  });
}

const strangers = (port: PortAddress, bytes: number) =>
  'serial' in port
    ? `something speaks (${bytes} bytes), but not as an M100 at ${port.baud} baud`
    : `something speaks (${bytes} bytes), but neither LLRP nor M100`;

/** A device names itself; what it says goes to a terminal. */
export const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e\u4e00-\u9fff]/g, '?').slice(0, 60);
