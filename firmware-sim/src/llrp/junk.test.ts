/** Bytes that are no good LLRP are answered or end the line, and never more. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aReader, row } from '../../test/llrp-reader.ts';
import { anOrder, read, write } from '../../test/oracle.ts';

describe('junk', () => {
  const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
  it.each([
    ['a message nobody knows', '07E7 0000000A 00000005', 'M_UnsupportedMessage', false],
    ['another maker’s message', '07FF 00000010 00000005 0000000A0102', 'M_UnsupportedMessage', false],
    ['version 2', '081A 0000000A 00000005', 'M_UnsupportedVersion', false],
    ['a length below its own head', '0414 00000009 00000005', 'M_ParameterError', true],
    ['a length of two gigabytes', '0414 80000000 00000005', 'M_ParameterError', true],
  ])(
    'is answered with an ERROR_MESSAGE, and ends the line when the stream is lost: %s',
    (_, hex, code, isOver) => {
      const { reader } = aReader();
      const said = reader.receive(bytes(hex), 0);
      expect(said.isOver).toBe(isOver);
      expect(read(Buffer.concat(said.messages))).toMatchObject([
        { id: 5, type: 'ERROR_MESSAGE', data: { LLRPStatus: { StatusCode: code } } },
      ]);
    },
  );

  it.each([
    ['a parameter of no length', '0414 0000000E 00000005 00B10000'],
    ['a parameter past the end', '0414 0000000E 00000005 00B100FF'],
    ['no parameter at all', '0414 0000000A 00000005'],
    ['half a parameter head', '0414 0000000C 00000005 00B1'],
  ])('inside a message is refused, and the next one is heard: %s', (_, hex) => {
    const each = aReader();
    const [answer] = read(Buffer.concat(each.reader.receive(bytes(hex), 0).messages));
    expect(answer).toMatchObject({ id: 5, type: 'ADD_ROSPEC_RESPONSE' });
    expect(['M_ParameterError', 'M_MissingParameter']).toContain(row(answer?.data.LLRPStatus).StatusCode);
    each.reading();
  });

  it('may be cut anywhere', () => {
    const { reader } = aReader();
    const all = Buffer.concat([
      write('ADD_ROSPEC', anOrder(), 3),
      write('ENABLE_ROSPEC', { ROSpecID: 7 }, 4),
      write('START_ROSPEC', { ROSpecID: 7 }, 5),
    ]);
    const answers = [...all].flatMap((byte) => reader.receive(Buffer.of(byte), 0).messages);
    expect(read(Buffer.concat(answers)).map(({ id }) => id)).toEqual([3, 4, 5]);
    expect(reader.antennas()).toEqual([1, 2, 3, 4]);
  });
});

it('says goodbye and hears nothing behind it', () => {
  const { reader } = aReader();
  const { messages, isOver } = reader.receive(
    Buffer.concat([write('CLOSE_CONNECTION', {}, 1), write('GET_ROSPECS', {}, 2)]),
    0,
  );
  expect(isOver).toBe(true);
  expect(read(Buffer.concat(messages)).map(({ type }) => type)).toEqual(['CLOSE_CONNECTION_RESPONSE']);
});

it('survives any bytes, and any damage to good ones', () => {
  const good = Buffer.concat([write('ADD_ROSPEC', anOrder()), write('ENABLE_ROSPEC', { ROSpecID: 7 })]);
  const damaged = fc
    .tuple(fc.nat(good.length - 1), fc.nat(255))
    .map(([at, value]) => good.map((byte, i) => (i === at ? value : byte)));
  fc.assert(
    fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 60 })), (bytes) => {
      const { reader } = aReader();
      for (const each of reader.receive(bytes, 0).messages) expect(each.readUInt32BE(2)).toBe(each.length);
    }),
    { numRuns: 500 },
  );
});
