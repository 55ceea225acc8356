/** The tables that stand in files of their own. */
import type { ApprovalTables } from './schema-approvals.ts';
import type { CatalogueTables } from './schema-catalogue.ts';
import type { DueTables } from './schema-due.ts';
import type { HandheldTables } from './schema-handhelds.ts';
import type { HookTables } from './schema-hooks.ts';
import type { ImportTables } from './schema-imports.ts';
import type { KitTables } from './schema-kits.ts';
import type { LabelTables } from './schema-labels.ts';
import type { PostingTables } from './schema-postings.ts';
import type { ProposalTables } from './schema-proposals.ts';
import type { SharingTables } from './schema-sharing.ts';

export type ApartTables = ApprovalTables &
  CatalogueTables &
  DueTables &
  HandheldTables &
  HookTables &
  ImportTables &
  KitTables &
  LabelTables &
  PostingTables &
  ProposalTables &
  SharingTables;
