/** Everything over HTTP that changes something: POST with a JSON body, checked whole before anything happens. */
import type { z } from 'zod';
import { approvalCommands } from './http-approvals.ts';
import { catalogueCommands } from './http-catalogue.ts';
import { countCommands } from './http-counts.ts';
import { documentCommands } from './http-documents.ts';
import { handheldCommands } from './http-handhelds.ts';
import { hookCommands } from './http-hooks.ts';
import { importCommands } from './http-imports.ts';
import { jobCommands } from './http-jobs.ts';
import { countPolicyCommands } from './http-judging.ts';
import { kitCommands } from './http-kits.ts';
import { leaseCommands } from './http-leases.ts';
import { peopleCommands } from './http-people.ts';
import { photoCommands } from './http-photos.ts';
import { pieceCommands } from './http-pieces.ts';
import { proposalCommands } from './http-proposals.ts';
import { sharingCommands } from './http-sharing.ts';

export const commands = {
  ...peopleCommands,
  ...approvalCommands,
  ...catalogueCommands,
  ...handheldCommands,
  ...hookCommands,
  ...documentCommands,
  ...countCommands,
  ...countPolicyCommands,
  ...proposalCommands,
  ...kitCommands,
  ...leaseCommands,
  ...photoCommands,
  ...pieceCommands,
  ...jobCommands,
  ...importCommands,
  ...sharingCommands,
} as const;
export type Command = keyof typeof commands;
export type CommandBody<C extends Command> = z.output<(typeof commands)[C]['body']>;
export type CommandAnswer<C extends Command> = z.output<(typeof commands)[C]['answer']>;
