import { type DocumentState, type DocumentType, documentStates } from '@changping/contracts/document-words';
import type { Document, Owed } from '@changping/contracts/documents';
import { instant } from '@changping/contracts/units';
import { expect, it } from 'vitest';
import { awaited } from './awaited.ts';
import { tables } from './tables.ts';

const paper = (type: DocumentType, state: DocumentState, owes: readonly Owed['what'][] = []) =>
  ({
    type,
    state,
    owes: owes.map((what) => ({ what, dueAt: instant(1) })),
    lines: [],
    steps: [],
  }) as unknown as Document;

it('waits for the yes, for the signature owed wherever the goods are by then, and for the end that is an approver’s alone', () => {
  const rows: [DocumentType, DocumentState, Owed['what'][], string | undefined][] = [
    ['transfer', 'asked', [], 'approve'],
    ['transfer', 'picked', [], undefined],
    ['transfer', 'picked', ['approval'], 'signAfterwards'],
    ['transfer', 'unsigned', ['approval'], 'signAfterwards'],
    ['emergencyPurchase', 'papersOwed', ['papers', 'approval'], 'signAfterwards'],
    ['emergencyPurchase', 'arriving', ['papers', 'approval'], 'signAfterwards'],
    ['emergencyPurchase', 'papersOwed', ['papers'], undefined],
    ['emergencyPurchase', 'papersIn', ['approval'], 'approve'],
    ['handOver', 'counted', [], undefined],
    ['handOver', 'delivered', [], 'approve'],
    ['callOff', 'ordered', ['goods'], undefined],
    ['callOff', 'delivered', [], 'settle'],
    ['count', 'counted', [], 'post'],
    ['handOut', 'handedOut', ['return'], undefined],
    ['mutualAidGiven', 'handedOut', ['return', 'approval'], 'signAfterwards'],
  ];
  for (const [type, state, owes, action] of rows)
    expect(awaited(paper(type, state, owes))?.action, `${type} ${state} ${owes}`).toBe(action);
});

it('leaves no state of any type waiting unseen where only an approver leads on', () => {
  for (const [type, { steps, final }] of Object.entries(tables))
    for (const state of Object.keys(documentStates) as DocumentState[]) {
      const on = steps.filter(
        ({ from, to, action }) =>
          from.includes(state) && to !== 'refused' && to !== state && action !== 'cancel',
      );
      if (final.includes(state) || !on.length || on.some(({ by }) => by !== 'approve')) continue;
      expect(
        awaited(paper(type as DocumentType, state, ['approval', 'papers'])),
        `${type} ${state}`,
      ).toBeDefined();
    }
});
