import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { type Line, tellAll, textFrame } from './room.ts';

/** RFC 6455, 5.7 for the first; the heads of the others by its 5.2. */
it.each([
  ['Hello', '810548656c6c6f'],
  ['', '8100'],
  ['x'.repeat(125), `817d${'78'.repeat(125)}`],
  ['x'.repeat(126), `817e007e${'78'.repeat(126)}`],
  ['x'.repeat(65_535), `817effff${'78'.repeat(65_535)}`],
  ['x'.repeat(65_536), `817f0000000000010000${'78'.repeat(65_536)}`],
  ['常平', '8106e5b8b8e5b9b3'],
])('makes of %.10s the frame of the standard', (text, hex) => {
  expect(textFrame(text).toString('hex')).toBe(hex);
});

it('tells pages on either transport whatever there is, whole and in order, also those that were slow', async () => {
  const http = createServer();
  const server = new Server({ perMessageDeflate: false });
  server.attach(http);
  const lines = new Set<Line>();
  server.on('connection', ({ conn }) => lines.add(conn as unknown as Line));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  onTestFinished(() => server.close());
  const { port } = http.address() as AddressInfo;
  const pages = [['websocket'], ['polling'], ['polling', 'websocket']].map((transports) =>
    io(`http://127.0.0.1:${port}`, { transports }),
  );
  onTestFinished(() => {
    for (const page of pages) page.close();
  });
  await Promise.all(pages.map((page) => once(page, 'connect')));
  const heard = pages.map((page) => listened(page));

  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 3000 }), n: fc.integer() }), {
        minLength: 1,
        maxLength: 20,
      }),
      async (contents) => {
        for (const content of contents) tellAll(lines, 'changes', content);
        // More than a line takes at once, so that the next find it waiting.
        const big = { text: '常'.repeat(2_000_000), n: contents.length };
        tellAll(lines, 'changes', big);
        tellAll(lines, 'changes', { text: 'last', n: 0 });
        const told = [...contents, big, { text: 'last', n: 0 }];
        for (const page of heard) expect(await page.next(told.length)).toEqual(told);
      },
    ),
    { numRuns: 5 },
  );
});

const once = (page: Socket, event: string) => new Promise((done) => page.once(event, done));

function listened(page: Socket) {
  const contents: unknown[] = [];
  let wake = () => {};
  page.on('changes', (content) => {
    contents.push(content);
    wake();
  });
  return {
    async next(count: number): Promise<unknown[]> {
      while (contents.length < count)
        await new Promise<void>((more) => {
          wake = more;
        });
      return contents.splice(0, count);
    },
  };
}
