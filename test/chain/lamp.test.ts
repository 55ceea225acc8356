/** The lamp at the gate, from the bytes of its reader over the server's word back to the outputs of that reader. */
import { expect, it } from 'vitest';
import { aWorld, until } from '../world.ts';

it('shines red with its buzzer at Guyuan while the pallet that nobody ordered is at the gate, and is dark again', async () => {
  const world = await aWorld({ scenario: 'pallet-leaves-without-order', stock: true, stores: ['RC-S'] });
  world.begin();
  const [gone, red] = await Promise.all(
    ['passed', 'outputs'].map((event) => world.simulator.until((line) => line.event === event, 60_000)),
  );
  expect(gone?.device).toBe('RC-S/portal-1');
  expect(red).toMatchObject({ device: 'RC-S/portal-1', high: [2, 4] });
  await world.simulator.until(({ event, high }) => event === 'outputs' && `${high}` === '', 30_000);
  const { readers, late } = await until(
    () => world.gatewayHealth('RC-S'),
    ({ readers }) => readers.some(({ door }) => door?.believed === true),
  );
  expect(readers.find(({ reader }) => reader === 'portal-1')).toMatchObject({
    ...{ door: { is: 'closed', fault: null }, lamp: [] },
  });
  expect(late).toBe(0);
}, 120_000);
