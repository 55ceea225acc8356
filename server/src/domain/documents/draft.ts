/** Open a document: its number is given, its lines lead only where its type may, and who opens it has the duty. Nothing moves by opening. */
import type { ResponseLevel, Urgency } from '@changping/contracts/approval-words';
import { duties, needs } from '@changping/contracts/document-words';
import type { Document, Line, Signer, Slot } from '@changping/contracts/documents';
import type { Instant } from '@changping/contracts/units';
import { type Done, type Refused, refused } from './answer.ts';
import { hasBasis, isTerm } from './machine.ts';
import { reaches } from './places.ts';
import { holds, signed } from './signatures.ts';
import type { Table } from './table.ts';
import { tables } from './tables.ts';

/** For lines of goods kind, from and to; for a checklist `item` alone. `wanted` of an item is 1. */
export type NewLine = Pick<
  Line,
  'kind' | 'item' | 'lot' | 'piece' | 'wanted' | 'from' | 'to' | 'minimumDays' | 'outOfTurn'
>;
export type Draft = Pick<Document, 'id' | 'number' | 'type' | 'site' | 'there'> & {
  lines: readonly NewLine[];
  by: Signer;
  reason?: string;
  refs?: readonly string[];
  photos?: readonly string[];
  phone?: string;
  urgency?: Urgency;
  level?: ResponseLevel;
  returnBy?: Instant;
  neededBy?: Instant;
};

export function open(draft: Draft, now: Instant): Done | Refused {
  const { id, number, type, site, there } = draft;
  const table = tables[type];
  const fault =
    ofOpener(draft, table) ??
    ofEnds(draft, table) ??
    ofBasis(draft, table) ??
    ofReturn(draft, table, now) ??
    ofLines(draft, table) ??
    ofPieces(draft.lines);
  if (fault) return fault;
  const step = { ...signed({ ...draft, action: 'open' }), at: now, from: null, to: table.start };
  const lines = draft.lines.map((line, i) => ({ ...line, n: i + 1, of: null, done: {} }));
  return {
    ok: true,
    document: {
      ...{ id, number, type, site, there, lines },
      ...(draft.urgency ? { urgency: draft.urgency } : {}),
      ...(draft.level ? { level: draft.level } : {}),
      ...(draft.returnBy ? { returnBy: draft.returnBy } : {}),
      ...(draft.neededBy ? { neededBy: draft.neededBy } : {}),
      ...{ state: table.start, version: 1, owes: [] },
      steps: [{ ...step, portions: [], owes: [], undoes: null }],
    },
    moves: [],
  };
}

/** At which end: a neighbour asks from its own. */
export function openedAt(
  { by, site, there }: Pick<Draft, 'by' | 'site' | 'there'>,
  { opens, opensThere }: Pick<Table, 'opens' | 'opensThere'>,
): string {
  return opensThere && there !== null && !holds(by, opens, site) ? there : site;
}

function ofOpener(draft: Draft, table: Table): Refused | undefined {
  const { by, site } = draft;
  const { opens } = table;
  if (by.person.trim() && holds(by, opens, openedAt(draft, table))) return undefined;
  return refused(
    'dutyMissing',
    `须由 ${site} 有“${duties[opens][0]}”职责的人开单`,
    `it takes somebody with the duty "${duties[opens][1]}" at ${site} to open it`,
  );
}

function ofEnds({ there, site, lines }: Draft, table: Table): Refused | undefined {
  if (table.there && (there === null || there === site))
    return refused('documentNeeds', '须写明对方单位', 'name the other end');
  return lines.length
    ? undefined
    : refused('documentNeeds', '至少要有一行明细', 'it wants at least one line');
}

function ofBasis(draft: Draft, { onOrder }: Table): Refused | undefined {
  if (!onOrder || hasBasis(draft)) return undefined;
  return refused('documentNeeds', `还缺：${needs.basis[0]}`, `it wants: ${needs.basis[1]}`);
}

function ofReturn({ returnBy }: Draft, { steps }: Table, now: Instant): Refused | undefined {
  if (returnBy === undefined) return undefined;
  if (!steps.some(({ owes }) => owes?.some(({ what }) => what === 'return')))
    return refused('documentNeeds', '这类单据没有归还期限', 'what this type gives out does not come back');
  return isTerm(returnBy, now, now)
    ? undefined
    : refused(
        'documentNeeds',
        '归还期限须晚于现在，一年以内',
        'the day of its return must be later than now, within a year',
      );
}

function ofLines(draft: Draft, table: Table): Refused | undefined {
  for (const [i, line] of draft.lines.entries()) {
    const wrong = table.lines === 'items' ? ofItem(line) : ofGoods(line, draft, table);
    if (wrong) return refused('documentLine', `第 ${i + 1} 行：${wrong[0]}`, `line ${i + 1}: ${wrong[1]}`);
  }
  return undefined;
}

function ofItem({
  kind,
  item,
  lot,
  piece,
  wanted,
  from,
  to,
}: NewLine): readonly [string, string] | undefined {
  if (kind ?? lot ?? piece ?? from ?? to) return ['检查项不带物资', 'an item of a checklist names no goods'];
  if (!item?.trim()) return ['须写明检查什么', 'say what to look at'];
  return wanted === 1 ? undefined : ['检查项的数量为 1', 'an item of a checklist is 1'];
}

function ofGoods(
  { kind, item, lot, piece, wanted, from, to }: NewLine,
  document: Draft,
  { ends, alters }: Table,
): readonly [string, string] | undefined {
  if (!kind || item !== null || from === null || to === null)
    return ['须写明品种、从哪里来、到哪里去', 'name the kind, where it is taken from and where it goes'];
  if (piece !== null && lot === null) return ['写明件就须写明批次', 'a piece is of a lot: name it'];
  if (!Number.isSafeInteger(wanted) || wanted < 1)
    return ['数量须为大于 0 的整数', 'the quantity must be a whole number of 1 or more'];
  if (!alters && (from.quality !== to.quality || from.grade !== to.grade))
    return ['质量和等级不能靠开单改变', 'a line does not change quality or grade: inspection does'];
  if (from.owner !== to.owner && !isOwnersWay(from, to))
    return ['物资的归属不能靠开单改变', 'a line does not change whose the goods are'];
  if (!reaches(from.place, ends.from, document))
    return [`不能从 ${from.place} 取`, `it can not be taken from ${from.place}`];
  if (!reaches(to.place, ends.to, document))
    return [`不能放到 ${to.place}`, `it can not be put to ${to.place}`];
  return undefined;
}

/** From one of our stores to another they become the other's. */
const isOwnersWay = (from: Slot, to: Slot): boolean =>
  from.place.startsWith(`${from.owner}/`) && to.place.startsWith(`${to.owner}/`);

function ofPieces(lines: readonly NewLine[]): Refused | undefined {
  const seen = new Set<string>();
  const twice = lines.flatMap(({ piece }) => piece ?? []).find((piece) => seen.size === seen.add(piece).size);
  if (twice === undefined) return undefined;
  return refused('documentLine', `件 ${twice} 写了两次`, `piece ${twice} is named twice`);
}
