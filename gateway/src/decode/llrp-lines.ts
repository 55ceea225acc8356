/** Bytes of an LLRP connection as lines for a person: messages with what is in them, after each report its reads, noise with the reason. */
import { deviceOf, eventsOf, statusOf } from '../rfid/llrp/answers.ts';
import { llrpFramer, type Message, type Piece } from '../rfid/llrp/framer.ts';
import { message, messageNames } from '../rfid/llrp/numbers.ts';
import type { ParamFault } from '../rfid/llrp/params.ts';
import { readReport, type Tag } from '../rfid/llrp/report.ts';
import { isoOf, treeOf } from '../rfid/llrp/tree.ts';
import { hex } from '../rfid/m100.ts';
import type { Lines } from './decode.ts';

export function llrpLines(): Lines {
  const framer = llrpFramer();
  return {
    push: (bytes) => framer.push(bytes).flatMap(linesOf),
    end: () => framer.flush().flatMap(linesOf),
    waiting: framer.waiting,
  };
}

function linesOf(piece: Piece): object[] {
  if (piece.type === 'noise') return [{ type: 'noise', hex: hex(piece.bytes), why: piece.why }];
  const reads: object[] = [];
  const fields = piece.number === message.report ? report(piece, reads) : fieldsOf(piece);
  if (typeof fields === 'string') return [{ type: 'noise', hex: hex(piece.bytes), why: fields }];
  const { number, id, version } = piece;
  const head = { type: 'message', message: messageNames[number] ?? 'UNKNOWN', number, id };
  return [{ ...head, ...(version !== 1 && { version }), ...fields }, ...reads];
}

function report({ body }: Message, reads: object[]): object | ParamFault {
  const tally = readReport(body, (tag) => reads.push(readLine(tag)));
  if (typeof tally === 'string') return tally;
  const { tags, bad, skipped } = tally;
  return { tags, ...(bad && { bad }), ...(skipped && { skipped }) };
}

function readLine({ epc, antenna, rssi, firstSeen, lastSeen, seenCount, ...more }: Tag): object {
  const line = {
    ...{ type: 'read', epc, antenna, rssi },
    ...{ firstSeenUtc: isoOf(firstSeen), lastSeenUtc: isoOf(lastSeen), seenCount },
  };
  const rest = {
    firstSeenUptime: more.firstUptime,
    lastSeenUptime: more.lastUptime,
    channel: more.channel,
    roSpecId: more.roSpec,
    specIndex: more.spec,
    inventoryParameterSpecId: more.inventory,
    accessSpecId: more.accessSpec,
    pc: word(more.pc),
    crc: word(more.crc),
  };
  return { ...line, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)) };
}

const word = (n: number | null) => (n === null ? null : n.toString(16).toUpperCase().padStart(4, '0'));

function fieldsOf(piece: Message): object | ParamFault {
  if (!messageNames[piece.number]) return { body: hex(piece.body) };
  const status = statusFields(piece);
  if (typeof status === 'string') return status;
  if (piece.number === message.event) return eventFields(piece);
  const tree = treeOf(piece);
  if (typeof tree === 'string') return tree;
  if (piece.number !== message.capabilities) return { ...status, ...tree };
  const device = deviceOf(piece);
  return typeof device === 'string' ? device : { ...status, ...device, ...tree };
}

function statusFields(piece: Message): object | ParamFault {
  if (!isAnswer(piece.number)) return {};
  const status = statusOf(piece);
  return typeof status === 'string' ? status : { status: status.name, description: status.description };
}

const isAnswer = (number: number) => /_RESPONSE$|^ERROR/.test(messageNames[number] ?? '');

function eventFields(piece: Message): object | ParamFault {
  const told = eventsOf(piece);
  if (typeof told === 'string') return told;
  const { utc, uptime, events } = told;
  return { ...(utc !== null && { utc: isoOf(utc) }), ...(uptime !== null && { uptime }), events };
}
