/** A checklist walked by the store (patrol) or by whoever oversees it (spot check). A finding has a photo and a date; it is rectified by the store and checked again by another person, as often as it takes. */
import type { Duty } from '@changping/contracts/document-words';
import { type StepRule, table } from './table.ts';

const look: Pick<StepRule, 'to' | 'unless' | 'stage'> = {
  to: 'closed',
  unless: [
    { left: 'check', to: 'checking' },
    { left: 'rectify', to: 'found' },
  ],
  stage: 'check',
};

const checklist = (by: Duty) =>
  table({
    opens: 'ask',
    start: 'planned',
    final: ['closed'],
    lines: 'items',
    ends: { from: [], to: [] },
    stages: {
      check: { outOf: 'wanted', as: { passed: {}, finding: { reason: true } } },
      rectify: { outOf: ['finding', 'failed'], as: { rectified: { reason: true } } },
      checkAgain: { outOf: ['rectified'], as: { restored: {}, failed: { reason: true } } },
    },
    steps: [
      { ...look, action: 'check', from: ['planned', 'checking'], by, only: ['passed'] },
      {
        ...look,
        action: 'find',
        from: ['planned', 'checking'],
        by,
        only: ['finding'],
        needs: ['photo'],
        owes: [{ what: 'rectification' }],
      },
      {
        action: 'rectify',
        from: ['found'],
        to: 'rectified',
        unless: [{ left: 'rectify', to: 'found' }],
        by: 'keep',
        needs: ['photo'],
        stage: 'rectify',
      },
      {
        action: 'checkAgain',
        from: ['rectified'],
        to: 'closed',
        unless: [
          { left: 'checkAgain', to: 'rectified' },
          { left: 'rectify', to: 'found' },
        ],
        by,
        apart: ['rectify'],
        settles: { what: 'rectification', once: ['checkAgain', 'rectify'] },
        stage: 'checkAgain',
      },
      {
        action: 'prolong',
        from: ['checking', 'found', 'rectified'],
        to: null,
        by,
        needs: ['reason'],
        prolongs: 'rectification',
      },
    ],
  });

export const patrol = checklist('inspect');
export const spotCheck = checklist('supervise');
