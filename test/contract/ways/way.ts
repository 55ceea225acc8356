/** What people do with a document of each type, as data: on its usual way, where somebody says no, where it is called off, and where less came of it; and what the book has of it in the end. */
import type { DocumentAction, DocumentState } from '@changping/contracts/document-words';
import type { Portion, Slot } from '@changping/contracts/documents';
import type { FaultCode } from '@changping/contracts/faults';
import type { CommandBody } from '@changping/contracts/http-commands';

type OpenBody = CommandBody<'/api/documents/open'>;
export type StepBody = CommandBody<'/api/documents/step'>;
/** Accounts, each with its one role. */
export type Who =
  | 'keeper-guyuan'
  | 'keeper-new'
  | 'keeper-pengyang'
  | 'approver'
  | 'approver-guyuan'
  | 'commander'
  | 'rotation'
  | 'inspector'
  | 'supervisor'
  | 'partner-med';
/** `lot`: so many quilts of it lie in the receiving zone. `brought`: the goods-in that they came by. `unknown`: a lot nobody has seen. `count`: one that is posted; of what is handed over, begun after the hand-over was opened. */
export type Ground = { lot: string; brought: string; unknown: string; count: string };
/** `fails`: it is refused with this, and nothing comes of it. */
export type Take = {
  who: Who;
  action: DocumentAction;
  more: (ground: Ground) => Partial<StepBody>;
  fails?: FaultCode;
};
/** `posts`: the entries of the document, in their order. */
export type Way = { takes: readonly Take[]; ends: DocumentState; posts: readonly string[] };
export type Ways = Record<'happy' | 'refused' | 'cancelled' | 'short', Way>;
/** `lies`: in which quality the goods are before. */
export type Type = {
  opens: Who;
  body: (ground: Ground) => Omit<OpenBody, 'id' | 'type'>;
  lies?: 'damaged';
  ways: Ways;
};

export const wanted = 20;
export const term = Date.now() + 7 * 86_400_000;
export const at = (place: string, more: Partial<Slot> = {}): Slot => ({
  ...{ place, quality: 'usable', grade: 'reserve', owner: 'RC-S' },
  ...more,
});
export const here = at('RC-S/receiving');
export const part = (as: Portion['as'], quantity: number, more: Partial<Portion> = {}): Portion => ({
  ...{ line: 1, as, quantity },
  ...more,
});
export const take = (
  who: Who,
  action: DocumentAction,
  more: Partial<StepBody> | ((ground: Ground) => Partial<StepBody>) = {},
): Take => ({ who, action, more: typeof more === 'function' ? more : () => more });
export const fails = (code: FaultCode, step: Take): Take => ({ ...step, fails: code });
export const books = (...portions: Portion[]): Partial<StepBody> => ({ portions });
export const second = { name: '来人老马' };
export const why = { reason: '事出有因' };
export const ref = { refs: ['文 1'] };
export const photo = { photos: ['a'.repeat(64)] };

export const goods =
  (from: Slot, to: Slot, more: Partial<OpenBody> = {}) =>
  ({ lot }: Ground): Omit<OpenBody, 'id' | 'type'> => ({
    site: 'RC-S',
    lines: [{ kind: 'quilt', lot, wanted, from, to }],
    ...more,
  });
/** From outside; its lot is named when it is unloaded. */
export const bought =
  (more: Partial<OpenBody> = {}, whose = 'RC-S') =>
  (): Omit<OpenBody, 'id' | 'type'> => ({
    site: 'RC-S',
    lines: [{ kind: 'quilt', wanted, from: at('supplier', { owner: whose }), to: { ...here, owner: whose } }],
    ...more,
  });
export const checklist = (): Omit<OpenBody, 'id' | 'type'> => ({
  site: 'RC-S',
  lines: [{ item: '灭火器', wanted: 1 }],
});
/** Portions of a lot nobody had, entered with them. */
export const fresh =
  (more: Partial<StepBody>, ...portions: Portion[]) =>
  ({ unknown: lot }: Ground): Partial<StepBody> => ({
    ...more,
    portions: portions.map((each) =>
      each.as === 'short' || each.as === 'declined' ? each : { ...each, lot },
    ),
    lots: [{ lot, kind: 'quilt', madeOn: '2026-02-01' }],
  });

export const nothing = (ends: DocumentState, ...takes: Take[]): Way => ({ takes, ends, posts: [] });
export const approve = take('approver', 'approve');
export const refused = nothing(
  'refused',
  fails('documentNeeds', take('approver', 'refuse')),
  take('approver', 'refuse', why),
);
export const cancelled = (by: Who, ...before: Take[]): Way =>
  nothing('cancelled', ...before, take(by, 'cancel', why));
