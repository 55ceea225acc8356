/** Modbus RTU climate probes: answer good requests to their address, refuse unknown ones by exception, ignore all else. */

export type Climate = { celsius: number; humidity: number };
/** Bytes from the gateway, cut anywhere; returns one answer a request. */
export type Probe = { answers(bytes: Uint8Array): Uint8Array[] };
export type ProbeOptions = { climate: () => Climate; unit?: number };

type Registers = { code: number; first: number; words: (now: Climate) => number[] };

const tenths = (value: number) => Math.round(value * 10) & 0xffff;

/** FC04: 0001 temperature, 0002 humidity; both in tenths, temperature signed. */
export const xyMd02 = (options: ProbeOptions): Probe =>
  slave(options, { code: 4, first: 1, words: (now) => [tenths(now.celsius), tenths(now.humidity)] });

/** FC03: 0000 temperature, 0001 humidity, both in tenths: the order of the captured answer. */
export const rs485Th = (options: ProbeOptions): Probe =>
  slave(options, { code: 3, first: 0, words: (now) => [tenths(now.celsius), tenths(now.humidity)] });

/** CRC-16 of Modbus: init FFFF, reflected poly A001; sent low byte first. */
export function modbusCrc(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

export function sealed(body: Iterable<number>): Uint8Array {
  const bytes = [...body];
  const crc = modbusCrc(bytes);
  return Uint8Array.from([...bytes, crc & 0xff, crc >> 8]);
}

const requestLength = 8;
const illegalFunction = 1;
const illegalAddress = 2;

function slave({ climate, unit = 1 }: ProbeOptions, registers: Registers): Probe {
  let rest: Uint8Array = new Uint8Array();

  function answer(request: Uint8Array): Uint8Array {
    const code = request[1]!;
    if (code !== registers.code) return sealed([unit, code | 0x80, illegalFunction]);
    const from = ((request[2]! << 8) | request[3]!) - registers.first;
    const count = (request[4]! << 8) | request[5]!;
    const words = registers.words(climate());
    if (from < 0 || count < 1 || from + count > words.length)
      return sealed([unit, code | 0x80, illegalAddress]);
    const data = words.slice(from, from + count).flatMap((word) => [word >> 8, word & 0xff]);
    return sealed([unit, code, data.length, ...data]);
  }

  return {
    answers(bytes) {
      const all = Buffer.concat([rest, bytes]);
      const out: Uint8Array[] = [];
      let at = 0;
      // Over TCP there is no silence between frames, so a wrong CRC costs one byte and the search goes on.
      while (all.length - at >= requestLength) {
        const request = all.subarray(at, at + requestLength);
        const whole = modbusCrc(request) === 0;
        at += whole ? requestLength : 1;
        if (whole && request[0] === unit) out.push(answer(request));
      }
      rest = all.subarray(at);
      return out;
    },
  };
}
