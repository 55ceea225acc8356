/** The reader on a serial line: closed and opened again, pulled and plugged in again. */
import { closeSync, existsSync, lstatSync, lutimesSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../test/running.ts';
import { type Serial, serial } from '../test/serial.ts';
import { frame, m100 } from './m100.ts';
import { type PtyPort, ptyPort } from './pty-port.ts';
import { mulberry32 } from './random.ts';

const hello = frame(0, 0x03, [0]);
const answer = 'bb0103000b004d3130302056312e3030227e';
let folder: string;
let path: string;
let port: PtyPort;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pty-'));
  path = join(folder, 'gate');
  port = await ptyPort(m100({ tags: () => [], random: mulberry32(1) }), path);
});
afterEach(async () => {
  await port.close();
  rmSync(folder, { recursive: true });
});

/** Closed, and the line is there anew: sooner than any gateway tries again. */
async function closed(line: Serial) {
  // One that is made in the same tick of the file system's clock would look the same.
  lutimesSync(path, 0, 0);
  line.close();
  await until(() => isAnew(path));
}

/** The link is taken away and made again: between two looks it may be gone. */
const isAnew = (link: string): boolean => {
  const made = lstatSync(link, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && made !== 0;
};

it('answers, and again after each time it was closed', async () => {
  for (let time = 0; time < 3; time++) {
    const line = await serial(path);
    line.say(hello);
    await until(() => line.heard().toString('hex') === answer);
    await closed(line);
  }
});

it('carries notices to who has spoken, and keeps none for who comes later', async () => {
  const first = await serial(path);
  first.say(hello);
  await until(() => first.heard().toString('hex') === answer);
  port.send(Uint8Array.of(1, 2, 3));
  await until(() => first.heard().toString('hex') === `${answer}010203`);
  await closed(first);
  port.send(Uint8Array.of(4, 5, 6));
  const second = await serial(path);
  port.send(Uint8Array.of(7, 8, 9));
  second.say(hello);
  await until(() => second.heard().length >= answer.length / 2);
  expect(second.heard().toString('hex')).toBe(answer);
  second.close();
});

it('ends the line when the adapter is pulled, and is there again when it is plugged in', async () => {
  const line = await serial(path);
  line.say(hello);
  await until(() => line.heard().toString('hex') === answer);
  await port.unplug();
  expect(existsSync(path)).toBe(false);
  await until(line.isGone);
  line.close();
  await port.plug();
  const again = await serial(path);
  again.say(hello);
  await until(() => again.heard().toString('hex') === answer);
  again.close();
});

it('says why when it cannot be made', async () => {
  closeSync(openSync(join(folder, 'file'), 'w'));
  const at = join(folder, 'file', 'gate');
  await expect(ptyPort(m100({ tags: () => [], random: mulberry32(1) }), at)).rejects.toThrow(
    /^socat made no .*: .*\.$/,
  );
});
