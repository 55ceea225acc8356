/** A portal on its TCP line: one client, keepalives, and a line that breaks. */
import { afterEach, expect, it } from 'vitest';
import { anOrder, read, type Told, write } from '../test/oracle.ts';
import { until, type Wire, wire } from '../test/running.ts';
import { palletEpcs } from './goods.ts';
import { llrpPort } from './llrp-port.ts';
import type { Port } from './port.ts';
import { type Portal, portal } from './portal.ts';
import { type PortalBehaviour, powerCut, stutters } from './portal-behaviours.ts';
import { mulberry32 } from './random.ts';

const opened: Port[] = [];
afterEach(async () => {
  for (const port of opened.splice(0)) await port.close();
});
let at = -1;
async function aPort(...behaviours: PortalBehaviour[]): Promise<{ portal: Portal; port: Port }> {
  at = -1;
  const trips = [{ from: 0, way: 'in' as const, epcs: palletEpcs() }];
  const each = portal({
    trips,
    behaviours,
    random: mulberry32(1),
    speed: 1,
    utcAt: (when) => Date.UTC(2026, 10, 25) + when,
  });
  const port = await llrpPort(each, 0, () => at);
  opened.push(port);
  return { portal: each, port };
}
/** Whole messages so far. */
const heard = ({ heard }: Wire): Told[] => {
  const bytes = heard();
  let end = 0;
  while (end + 10 <= bytes.length && end + bytes.readUInt32BE(end + 2) <= bytes.length)
    end += bytes.readUInt32BE(end + 2);
  return read(bytes.subarray(0, end));
};
const attempt = (told: Told | undefined) =>
  (told?.data.ReaderEventNotificationData as { ConnectionAttemptEvent?: { Status: string } })
    ?.ConnectionAttemptEvent?.Status;
const orders = Buffer.concat([
  write('SET_READER_CONFIG', {
    ResetToFactoryDefault: true,
    KeepaliveSpec: { KeepaliveTriggerType: 'Periodic', PeriodicTriggerValue: 50 },
  }),
  write('ADD_ROSPEC', anOrder()),
  write('ENABLE_ROSPEC', { ROSpecID: 7 }),
  write('START_ROSPEC', { ROSpecID: 7 }),
]);

it.each([
  ['as it is', []],
  ['torn into odd pieces', [stutters()]],
] as const)('greets, answers, keeps alive and reports, %s', async (_, behaviours) => {
  const { portal: each, port } = await aPort(...behaviours);
  const client = await wire(port.address);
  await until(() => attempt(heard(client)[0]) === 'Success');
  client.socket.write(orders);
  await until(() => heard(client).filter(({ type }) => type === 'KEEPALIVE').length >= 2);
  at = 6000;
  for (const effect of each.advance(at))
    if (effect.what === 'send') expect(port.send(effect.bytes)).toBe(true);
  await until(() => heard(client).filter(({ type }) => type === 'RO_ACCESS_REPORT').length > 100);
  client.socket.write(write('CLOSE_CONNECTION'));
  await until(client.isClosed);
  expect(heard(client).at(-1)?.type).toBe('CLOSE_CONNECTION_RESPONSE');
});

it('takes one client at a time, and the next when that one has gone', async () => {
  const { port } = await aPort();
  const first = await wire(port.address);
  await until(() => heard(first).length === 1);
  const second = await wire(port.address);
  await until(second.isClosed);
  expect(heard(second).map(attempt)).toEqual(['Failed_A_Client_Initiated_Connection_Already_Exists']);
  await until(() => heard(first).length === 2);
  expect(attempt(heard(first)[1])).toBe('Another_Connection_Attempted');
  first.socket.destroy();
  await until(first.isClosed);
  let third: Wire | undefined;
  // The reader sees the end of the first a moment later than its own side does.
  await until(() => {
    if (!third || third.isClosed()) void wire(port.address).then((line) => (third = line));
    return third !== undefined && attempt(heard(third)[0]) === 'Success';
  });
  third?.socket.destroy();
});

it('is silent while its power is gone and cuts the old line when it returns', async () => {
  const { port } = await aPort(powerCut({ from: 0, to: 1000 }));
  const client = await wire(port.address);
  await until(() => heard(client).length === 1);
  at = 500;
  client.socket.write(write('GET_ROSPECS'));
  const late = await wire(port.address);
  await until(late.isClosed);
  expect(client.isClosed()).toBe(false);
  expect(heard(client)).toHaveLength(1);
  expect(heard(late)).toEqual([]);
  at = 1000;
  await until(client.isClosed);
  const again = await wire(port.address);
  await until(() => attempt(heard(again)[0]) === 'Success');
  again.socket.destroy();
});
