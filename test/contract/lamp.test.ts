/** What the server makes of a trip, as the gate's own gateway hears of it. */
import { expect, it } from 'vitest';
import { caseOf, passage, stranger } from './letter.ts';
import { aGateway } from './line.ts';
import { aServer } from './server.ts';

const five = [1, 2, 3, 4, 5].map(caseOf);
const verdicts = ({ downs }: Awaited<ReturnType<typeof aGateway>>) =>
  downs().flatMap((each) => (each.kind === 'judged' ? [`${each.trip} ${each.verdict}`] : []));

it('tells the gate at once which loads are as they should be, and nobody else', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  const other = await aGateway(server, 'GW-RC-N');
  await gateway.send(passage(1, 'in', five, { trip: 'in as expected' }));
  await gateway.hearsDown('judged', ({ trip }) => trip === 'in as expected');
  await gateway.send(passage(2, 'turnedBack', five, { trip: 'turned back' }));
  await gateway.send(passage(3, 'out', five, { trip: 'out without an order' }));
  await gateway.hearsDown('judged', ({ trip }) => trip === 'out without an order');
  expect(verdicts(gateway)).toEqual(['in as expected good', 'out without an order act']);
  expect(verdicts(other)).toEqual([]);
});

it('corrects itself when more of a load comes, and says nothing of what is late or comes twice', async () => {
  const server = await aServer();
  const gateway = await aGateway(server);
  await gateway.send(passage(1, 'in', five.slice(0, 3), { trip: 'a' }));
  await gateway.send(passage(2, 'in', [stranger(1)], { trip: 'a' }));
  await gateway.hearsDown('judged', ({ verdict }) => verdict === 'act');
  const again = passage(3, 'out', five.slice(0, 3), { trip: 'late', at: Date.now() - 60_000 });
  await gateway.send(again);
  await gateway.send(again);
  await gateway.hearsDown('ack', ({ upTo }) => upTo === 3);
  expect(verdicts(gateway)).toEqual(['a good', 'a act']);
});
