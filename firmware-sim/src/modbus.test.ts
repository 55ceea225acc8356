/** Probes answer as captured. Golden frames: shared/golden/serial-frames.csv, rows Modbus RTU. */
import { expect, it } from 'vitest';
import { type Probe, rs485Th, sealed, xyMd02 } from './modbus.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const answer = (probe: Probe, request: Uint8Array) => new Uint8Array(Buffer.concat(probe.answers(request)));
const climate = () => ({ celsius: 27.3, humidity: 62.6 });

it('seals a request with the captured CRC', () => {
  expect(sealed([1, 4, 0, 1, 0, 1])).toEqual(bytes('01 04 00 01 00 01 60 0a'));
});

it('tells temperature, then humidity, as an RS485-TH does', () => {
  expect(answer(rs485Th({ climate }), bytes('01 03 00 00 00 02 c4 0b'))).toEqual(
    bytes('01 03 04 01 11 02 72 2a 8f'),
  );
});

it('tells frost as a negative number', () => {
  const probe = xyMd02({ climate: () => ({ celsius: -20.5, humidity: 50 }) });
  expect(answer(probe, sealed([1, 4, 0, 1, 0, 2]))).toEqual(sealed([1, 4, 4, 0xff, 0x33, 0x01, 0xf4]));
});

it('refuses an unknown function and an unknown register, and leaves other units alone', () => {
  const probe = xyMd02({ climate });
  expect(answer(probe, sealed([1, 3, 0, 1, 0, 1]))).toEqual(sealed([1, 0x83, 1]));
  expect(answer(probe, sealed([1, 4, 0, 9, 0, 1]))).toEqual(sealed([1, 0x84, 2]));
  expect(answer(probe, sealed([2, 4, 0, 1, 0, 1]))).toHaveLength(0);
});
