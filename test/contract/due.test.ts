import type { Answer } from '@changping/contracts/http';
import type { CommandBody } from '@changping/contracts/http-commands';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { newId, received, slot, whole } from './count-room.ts';
import { openServer } from './server.ts';
import { aSample } from './visitor.ts';

it('tells once of goods that were not brought back in time, lists them as overdue, and no longer once they are back', async () => {
  const server = await openServer();
  onTestFinished(() => server.close());
  const keeper = await aSample(server, 'keeper-guyuan');
  const approver = await aSample(server, 'approver');
  await received(keeper, 'Q-LENT', 10);
  const id = newId();
  const line = {
    kind: 'quilt',
    lot: 'Q-LENT',
    wanted: 10,
    from: slot('RC-S/receiving'),
    to: slot('unit/rescue-1'),
  };
  const step = (who: typeof keeper, body: Omit<CommandBody<'/api/documents/step'>, 'id'>) =>
    who.post('/api/documents/step', { id, ...body });
  const returnBy = Date.now() + 86_400_000;
  const asked = { id, type: 'handOut' as const, site: 'RC-S', lines: [line], returnBy };
  whole(await keeper.post('/api/documents/open', asked));
  const shown = whole(await approver.get<Answer<'/api/documents/{id}'>>(`/api/documents/${id}`));
  expect(shown.document, 'the approver sees what was promised').toMatchObject({ returnBy, owes: [] });
  whole(await step(approver, { version: 1, action: 'approve' }));
  const second = { name: '三中队老李' };
  const dueAt = Date.now() + 2000;
  const given = [{ line: 1, as: 'given' as const, quantity: 10 }];
  whole(await step(keeper, { version: 2, action: 'handOut', second, dueAt, portions: given }));

  const listed = async (state: string) =>
    whole(await keeper.get<Answer<'/api/documents'>>(`/api/documents?site=RC-S&state=${state}`)).items.find(
      (one) => one.id === id,
    );
  expect(await listed('open')).toMatchObject({ dueAt, isLate: false });
  const told = () =>
    server.rows<{ document: string; site: string }>(
      `select detail ->> 'document' as document, site.code as site from event
       join site on site.key = event.site where what = 'overdue'`,
    );
  const once = [{ document: (await listed('open'))?.number, site: 'RC-S' }];
  await until(told, (lines) => lines.length > 0, 10_000);
  expect(told()).toEqual(once);
  expect(await listed('late')).toMatchObject({ dueAt, isLate: true });

  const back = [{ line: 1, as: 'returned' as const, quantity: 10 }];
  whole(await step(keeper, { version: 3, action: 'takeBack', second, portions: back }));
  expect(await listed('late')).toBeUndefined();
  expect(await listed('all')).toMatchObject({ dueAt: null, isLate: false, isOver: true });
  expect(told(), 'nothing is told twice').toEqual(once);
  expect(server.unsound()).toEqual([]);
});
