/** What is made of one reader's reads: visits of a plain one, trips of a gate, sweeps of a room. */
import type { Judged } from '@changping/contracts/letters';
import type { Epc, Instant } from '@changping/contracts/units';
import type { Change } from './gather.ts';
import type { Draft } from './outbox/draft.ts';
import type { Memory, Present } from './outbox/told.ts';
import type { DoorChange, DoorState } from './passage/door.ts';
import type { Read } from './presence.ts';

export type Seen = { epc: Epc; rssi: number | null; since: Instant; last: Instant };
/** Tags, reads of more than there can be, and pieces that came in again as a trip that had been told: those are told no second time. */
export type View = { tags: number; overflow: number; echoes: number };
export type Ear = {
  hear(reads: readonly Read[], moves?: readonly DoorChange[]): void;
  /** Of a gate whose door has a contact. */
  door?(): DoorState | null;
  /** Of a gate. @returns false where it is of no trip of this gate, or too late for its lamp. */
  judged?(judged: Judged): boolean;
  /** Time has gone by: something may be over. */
  look(): void;
  inView(): View;
  /** On the clock that never steps. */
  seen(): Seen[];
  /** Leaves on the disk what the next run has to know. */
  close(): void;
};
/** What an ear needs of its store. `steady` never steps, and `shift` takes it to the clock that letters are dated by. */
export type EarShot = {
  moment(): { steady: Instant; shift: number };
  add(change: Change): void;
  put(drafts: readonly Draft[], memory?: Memory): void;
  /** What the last run has told of this reader and not taken back. */
  present: readonly Present[];
  /** All that was kept under the name and beneath it (`name/…`). */
  recall(name: string): readonly string[];
  newId(): string;
  /** How the outputs of its reader shall stand; told when one of them shall stand otherwise. */
  light?(outputs: ReadonlyMap<number, boolean>): void;
};
