/** A leg: goods picked, loaded with two signatures, under way, and unloaded with two signatures. Whatever was sent arrived, arrived damaged, came back or is short, so nothing stays on the road. */
import { damaged, found, lost, type Stage, type StepRule, source, target, transit } from './table.ts';

export const pick: Stage = {
  outOf: 'wanted',
  as: { picked: {}, notPicked: { reason: true } },
};

export const send: Stage = {
  outOf: ['picked'],
  as: {
    sent: { move: [source, transit] },
    unsent: { reason: true },
  },
};

export const arrive: Stage = {
  outOf: ['sent'],
  as: {
    arrived: { move: [transit, target] },
    damaged: { move: [transit, damaged(target)], reason: true },
    short: { move: [transit, lost], reason: true },
    back: { move: [transit, source], reason: true },
    // More came than the papers say: it was found, for nobody knows from where.
    over: { move: [found, target], reason: true, beyond: true },
  },
};

export const pickStep: StepRule = {
  action: 'pick',
  from: ['approved', 'picking'],
  to: 'closed',
  unless: [
    { left: 'pick', to: 'picking' },
    { left: 'send', to: 'picked' },
  ],
  by: 'pick',
  stage: 'pick',
};

export const releaseStep: StepRule = {
  action: 'release',
  from: ['picked', 'loading'],
  to: 'closed',
  unless: [
    { left: 'send', to: 'loading' },
    { left: 'arrive', to: 'inTransit' },
  ],
  by: 'release',
  second: 'carry',
  // Of a second load: who took in the first at the far end does not send.
  apart: ['receive', 'deliver'],
  stage: 'send',
};
