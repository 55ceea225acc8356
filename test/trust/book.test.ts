import { peopleCommands } from '@changping/contracts/http-people';
import { expect, it } from 'vitest';
import { aWorld } from '../world.ts';
import { conserved } from './conserved.ts';
import { halfDone } from './half-done.ts';
import { isolation } from './isolation.ts';
import { placeless } from './isolation-deeds.ts';
import { offline } from './offline.ts';
import { tampering } from './tampering.ts';

const seed = Number(process.env.CHANGPING_SEED ?? 7);

it('finds whatever somebody changes in the file behind its back: rows, tails, whole chains written anew, single bits (P16)', async () => {
  const counts = await tampering({ rounds: 1, others: 0, flips: 100, seed });
  console.log('P16', JSON.stringify({ seed, ...counts }));
  expect(counts.missed).toEqual([]);
  expect(counts.tampered).toBeGreaterThan(140);
  // Without the head a cut tail and a chain written anew would pass.
  expect(counts.byHeadOnly).toBeGreaterThan(5);
}, 180_000);

it('merges what handhelds signed without a line, in whatever order it arrives: nothing is written over, every conflict is listed, every unit is somewhere (P26)', async () => {
  const counts = await offline({ runs: 8, seed });
  console.log('P26', JSON.stringify({ seed, ...counts }));
  expect(counts).toMatchObject({ runs: 8, overwritten: 0, unlisted: 0, differences: 0, lost: 0 });
  expect(counts.done).toBeGreaterThan(50);
  expect(counts.conflicts).toBeGreaterThan(20);
  expect(counts.leased).toBeGreaterThan(5);
  expect(counts.repeats).toBeGreaterThan(20);
  expect(counts.reasons).toBeGreaterThanOrEqual(3);
}, 120_000);

it('tells nobody of a store that is none of theirs: every role of a store, every route and command with what the others really have, and the live line (P21)', async () => {
  const { leaks, ...counts } = await isolation({ homes: 1 });
  console.log('P21', JSON.stringify({ ...counts, leaks: leaks.length }));
  expect(leaks).toEqual([]);
  // Nine roles at one store, and partners and neighbours at two sites each.
  expect(counts.people).toBe(13);
  expect(counts.own).toBeGreaterThan(500);
  // Each of the four is told of its own stock, its documents, and what it has to do with us.
  expect(counts.outside).toBeGreaterThan(4 * 15);
  expect(counts.refusals).toBeGreaterThan(300);
  expect(counts.told).toBeGreaterThan(0);
  // Written out by hand: no command that names what lies in a store stays untried.
  expect(placeless.filter((command) => !(command in peopleCommands))).toEqual([
    ...[
      '/api/policies/propose',
      '/api/delegations/give',
      '/api/delegations/revoke',
      '/api/catalogue/propose',
    ],
    ...['/api/handhelds/enrol', '/api/handhelds/leftover', '/api/handhelds/settle'],
    '/api/count-policies/propose',
    // Of the whole region.
    ...['/api/proposals/agree', '/api/proposals/refuse', '/api/proposals/withdraw'],
    // On the handheld itself, which is of one store.
    ...['/api/leases/take', '/api/leases/give-back'],
    // Of whichever store the region says.
    '/api/aid/ask',
  ]);
}, 120_000);

it('has of every lot, in whatever order people ask for it, give it up and take steps back, what the steps that were done have moved (P15)', async () => {
  const counts = await conserved({ sequences: 60, seed });
  console.log('P15', JSON.stringify({ seed, ...counts }));
  expect(counts).toMatchObject({ sequences: 60, unlike: 0, oversold: 0, differences: 0 });
  expect(counts.steps).toBeGreaterThan(300);
  expect(counts.refused).toBeGreaterThan(100);
  expect(counts.corrected).toBeGreaterThan(10);
  expect(counts.reasons).toBeGreaterThanOrEqual(3);
}, 120_000);

it('enters whole what was decided, a long import and what a long count found, though it is killed in the middle of them (P28)', async () => {
  const world = await aWorld({ scenario: 'quiet-day', gateway: false, stock: false, stores: ['RC-S'] });
  const counts = await halfDone(world, { rounds: 3, seed });
  console.log('P28', JSON.stringify({ seed, ...counts }));
  expect(counts).toMatchObject({ kills: 6, lost: 0, doubled: 0, unproved: 0 });
  expect(counts).toMatchObject({ double: 0, brokenChains: 0, differences: 0 });
  // Some of them at least died in the middle, and not before or after.
  expect(counts.halfImports + counts.halfPostings).toBeGreaterThan(0);
}, 240_000);
