import { instant } from '@changping/contracts/units';
import { sealed, xyMd02 } from '@changping/firmware-sim/modbus';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aWire, type Wire } from '../../test/wire.ts';
import { type Line, openLine } from './line.ts';
import { profiles, type Reading, readAnswer, request } from './modbus.ts';
import { openProbe, type Probe } from './probe.ts';

const every = 30;
const until = (found: () => unknown) => expect.poll(found, { timeout: 8000, interval: 5 });
let wire: Wire;
let line: Line;
let probes: Probe[];
const readings = new Map<number, (Reading | null)[]>();
const probe = (unit: number) => {
  const heard: (Reading | null)[] = [];
  readings.set(unit, heard);
  const options = { id: `p-${unit}`, line, unit, every, profile: profiles['xy-md02'] };
  const made = openProbe({ ...options, now: () => instant(Date.now()) }, (reading) => heard.push(reading));
  probes.push(made);
  return made;
};
const heardOf = (unit: number) => readings.get(unit) ?? [];
const device = (unit: number, celsius: number) =>
  xyMd02({ unit, climate: () => ({ celsius, humidity: 50 }) });

beforeEach(async () => {
  probes = [];
  readings.clear();
  wire = await aWire();
  line = openLine({ tcp: wire.tcp });
});
afterEach(async () => {
  for (const each of probes) each.close();
  line.close();
  await wire.close();
});

it('asks the probes of one line in turn, and never two at a time', async () => {
  const devices = [1, 2, 3].map((unit) => device(unit, unit * 10));
  let answering = 0;
  let most = 0;
  wire.onOrder = (bytes) => {
    most = Math.max(most, ++answering);
    setTimeout(() => {
      answering--;
      for (const each of devices) wire.say(...each.answers(bytes));
    }, 5);
  };
  for (const unit of [1, 2, 3]) probe(unit);
  await until(() => Math.min(...[1, 2, 3].map((unit) => heardOf(unit).length))).toBeGreaterThan(3);
  for (const unit of [1, 2, 3])
    expect(new Set(heardOf(unit).map((reading) => reading?.celsius))).toEqual(new Set([unit * 10]));
  expect(most).toBe(1);
});

it('does not let a dead probe on the line silence the other', async () => {
  const alive = device(1, 5);
  wire.onOrder = (bytes) => wire.say(...alive.answers(bytes));
  const [good, dead] = [probe(1), probe(2)];
  await until(() => dead.health().state).toBe('stale');
  expect(good.health().state).toBe('ok');
  expect(dead.sight()).toEqual({ reading: null, why: 'no answer' });
  expect(heardOf(1).every((reading) => reading?.celsius === 5)).toBe(true);
});

it.concurrent.for<[string, (answer: Uint8Array) => Uint8Array[]]>([
  ['an exception', () => [sealed([1, 0x84, 2])]],
  ['the answer of another unit', () => [sealed([2, 4, 4, 0, 40, 1, 0xf4])]],
  ['the answer to another function', () => [sealed([1, 3, 4, 0, 40, 1, 0xf4])]],
  ['a byte count that does not fit', () => [sealed([1, 4, 2, 0, 40])]],
  ['a wrong checksum', (answer) => [answer.map((byte, i) => (i === 4 ? byte ^ 1 : byte))]],
  ['half an answer', (answer) => [answer.subarray(0, 6)]],
  ['a broken sensor', () => [sealed([1, 4, 4, 0x80, 0, 0xff, 0xff])]],
  ['nothing', () => []],
])('makes a gap of %s, and calls the probe stale after three', async ([, spoil], { expect }) => {
  const until = (found: () => unknown) => expect.poll(found, { timeout: 8000, interval: 5 });
  // Beside each other, so each on a line of its own.
  const wire = await aWire();
  const line = openLine({ tcp: wire.tcp });
  const heard: (Reading | null)[] = [];
  let bad = false;
  const real = device(1, 4);
  wire.onOrder = (bytes) => {
    for (const answer of real.answers(bytes)) wire.say(...(bad ? spoil(answer) : [answer]));
  };
  const options = { id: 'p-1', line, unit: 1, every, profile: profiles['xy-md02'] };
  const made = openProbe({ ...options, now: () => instant(Date.now()) }, (reading) => heard.push(reading));
  await until(() => heard.length).toBeGreaterThan(0);
  expect(made.health().state).toBe('ok');
  const before = heard.length;
  bad = true;
  await until(() => made.health().state).toBe('stale');
  const since = heard.slice(before + 1);
  expect(since.every((reading) => reading === null || reading.celsius === null)).toBe(true);
  expect(made.sight().reading).toBeNull();
  bad = false;
  await until(() => made.health().state).toBe('ok');
  expect(heard.at(-1)?.celsius).toBe(4);
  made.close();
  line.close();
  await wire.close();
});

it('takes an answer that comes late for the question it was asked, and not for the next', async () => {
  let n = 0;
  wire.onOrder = (bytes) => {
    const mine = n++;
    const answers = device(1, mine).answers(bytes);
    if (mine === 0) setTimeout(() => wire.say(...answers), every + 20);
    else wire.say(...answers);
  };
  probe(1);
  await until(() => heardOf(1).length).toBeGreaterThan(2);
  expect(
    heardOf(1)
      .slice(0, 3)
      .map((reading) => reading?.celsius),
  ).toEqual([0, 1, 2]);
});

it('M5 never takes the answer to a question of before for that of the next, however late it comes', async () => {
  // Degrees are the number of the question. From the third on, each answer comes two periods and more too late.
  let asked = 0;
  const waiting: Uint8Array[][] = [];
  wire.onOrder = (bytes) => {
    const answers = device(1, asked).answers(bytes);
    if (asked++ < 2) wire.say(...answers);
    else if (asked < 12) {
      waiting.push(answers);
      if (waiting.length > 1) wire.say(...(waiting.shift() ?? []));
    } else wire.say(...waiting.splice(0).flat(), ...answers);
  };
  const told: [number, number | null | undefined][] = [];
  const options = { id: 'p-1', line, unit: 1, every, profile: profiles['xy-md02'] };
  probes.push(
    openProbe({ ...options, now: () => instant(Date.now()) }, (reading) =>
      told.push([asked, reading?.celsius]),
    ),
  );
  await until(() => told.filter(([n]) => n > 14).length).toBeGreaterThan(2);
  for (const [n, celsius] of told) if (celsius != null) expect(celsius).toBe(n - 1);
  expect(told.some(([, celsius]) => celsius == null)).toBe(true);
  expect(told.at(-1)?.[1]).not.toBeNull();
});

it('finds the answer behind the echo of a two-wire line, however it is cut', async () => {
  const real = device(1, 4);
  wire.onOrder = (bytes) => {
    const all = Buffer.concat([bytes, ...real.answers(bytes)]);
    for (const byte of all) wire.say(Uint8Array.of(byte));
  };
  probe(1);
  // On a busy computer one may come too late; none is another than what was answered.
  await until(() => heardOf(1).filter((reading) => reading?.celsius === 4).length).toBeGreaterThan(2);
  expect(heardOf(1).every((reading) => [4, null, undefined].includes(reading?.celsius))).toBe(true);
});

it('says that the line is gone, and goes on when it is back', async () => {
  const real = device(1, 4);
  wire.onOrder = (bytes) => wire.say(...real.answers(bytes));
  const made = probe(1);
  await until(() => made.health().state).toBe('ok');
  wire.unplug();
  await until(() => made.health().state).toBe('disconnected');
  await until(() => made.sight().why).toMatch(/ECONNREFUSED|closed/);
  await wire.plug();
  await until(() => heardOf(1).at(-1)?.celsius).toBe(4);
});

it('lets the next question have its own time, though the answer before it came late', async () => {
  const [slow, prompt] = [device(1, 10), device(2, 20)];
  await until(() => line.isUp()).toBe(true);
  let asked = 0;
  wire.onOrder = (bytes) => {
    asked++;
    const late = asked === 1;
    // The first answer comes in the rest after its silence; the second in good time, after that rest has run out.
    setTimeout(() => wire.say(...(late ? slow : prompt).answers(bytes)), late ? 250 : 120);
  };
  const answer = (unit: number) =>
    line.ask({
      bytes: request(unit, profiles['xy-md02']),
      within: 200,
      look: (bytes) => readAnswer(unit, profiles['xy-md02'], bytes).what === 'reading' || undefined,
    });
  expect(await Promise.all([answer(1), answer(2)])).toEqual([true, true]);
});
