/** The arithmetic of lines: how much is left for a stage, and what a portion takes of it. Never below nothing, never more than wanted but as "over", never a piece in parts. */
import { type Outcome, outcomes } from '@changping/contracts/document-words';
import type { Document, Line, Move, Portion } from '@changping/contracts/documents';
import { named, type Refused, refused } from './answer.ts';
import { isSameSlot, moveOf, reaches } from './places.ts';
import type { End, Flow, Stage, StepRule, Table } from './table.ts';

/** `portions`: each with the line it was booked on, which may be a new one. */
export type Taken = { ok: true; lines: readonly Line[]; portions: Portion[]; moves: Move[] };

export function left({ wanted, done }: Line, { outOf, as }: Stage): number {
  let rest = outOf === 'wanted' ? wanted - (done.split ?? 0) : 0;
  if (outOf !== 'wanted') for (const name of outOf) rest += done[name] ?? 0;
  for (const name in done) if (isOf(as, name) && !as[name]?.beyond) rest -= done[name] ?? 0;
  return rest;
}

export const isLeft = (lines: readonly Line[], stage: Stage): boolean =>
  lines.some((line) => left(line, stage) > 0);

/** Nothing is booked unless everything can be. */
export function take(
  document: Document,
  table: Table,
  stage: Stage,
  { only }: StepRule,
  wanted: readonly Portion[],
): Taken | Refused {
  const lines = [...document.lines];
  const pieces = new Set(lines.flatMap(({ piece }) => piece ?? []));
  const portions: Portion[] = [];
  const moves: Move[] = [];
  for (const portion of wanted) {
    const line = lines[portion.line - 1];
    const isAllowed = isOf(stage.as, portion.as) && (!only || only.includes(portion.as));
    const flow = isAllowed ? stage.as[portion.as] : undefined;
    if (!line) return wrongLine(portion, '单据没有这一行', 'the document has no such line');
    if (!flow) return wrongOutcome(portion, only ?? (Object.keys(stage.as) as Outcome[]));
    if (flow.own && line.from?.owner !== document.site)
      return wrongLine(
        portion,
        '这是别库的物资，由物主单位核销',
        'these goods are of another store, which alone writes them off',
      );
    const fault =
      ofPortion(portion, flow) ??
      ofGoods(portion, flow, line, stage, pieces) ??
      ofPlaces(portion, flow, stage, table, document) ??
      ofQuantity(portion, flow, left(line, stage), stage, portion.piece ?? line.piece);
    if (fault) return fault;
    const booked = isPart(portion, line, stage) ? part(lines, line, portion, flow) : line;
    if (booked.piece !== null) pieces.add(booked.piece);
    lines[booked.n - 1] = add(booked, portion.as, portion.quantity);
    const move = moveOf(flow, booked, portion, document);
    if (move && isSameSlot(move.from, move.to))
      return wrongLine(portion, '物资已在该处，请写明移到哪里', 'the goods are there already: say where to');
    if (move) moves.push(move);
    portions.push({ ...portion, line: booked.n });
  }
  const early = portions.find(({ line, as }) => {
    const booked = lines[line - 1]!;
    const whole = lines[(booked.of ?? line) - 1]!;
    return stage.as[as]?.beyond && isLeft([booked, whole], stage);
  });
  if (early)
    return wrongLine(
      early,
      `先把应有的数量办完，再登记“${outcomes[early.as][0]}”`,
      `account for all that was wanted before anything is "${outcomes[early.as][1]}"`,
    );
  return { ok: true, lines, portions, moves };
}

/** A correction books the negative; what comes to nothing is not written. */
export function add(line: Line, as: Outcome, quantity: number): Line {
  const done = { ...line.done, [as]: (line.done[as] ?? 0) + quantity };
  if (done[as] === 0) delete done[as];
  return { ...line, done };
}

const isOf = (as: Stage['as'], name: string): name is Outcome => Object.hasOwn(as, name);

function ofPortion(portion: Portion, flow: Flow): Refused | undefined {
  if (!Number.isSafeInteger(portion.quantity) || portion.quantity < 1)
    return wrongLine(portion, '数量须为大于 0 的整数', 'the quantity must be a whole number of 1 or more');
  if (flow.reason && !portion.reason?.trim())
    return refused(
      'documentNeeds',
      `第 ${portion.line} 行“${outcomes[portion.as][0]}”须写明原因`,
      `line ${portion.line}: say why it is "${outcomes[portion.as][1]}"`,
    );
  return undefined;
}

function ofGoods(
  portion: Portion,
  flow: Flow,
  line: Line,
  stage: Stage,
  pieces: ReadonlySet<string>,
): Refused | undefined {
  const { lot, piece } = portion;
  const isFixed = stage.outOf !== 'wanted' && !flow.beyond;
  const otherLot = lot !== undefined && lot !== line.lot && (line.lot !== null || isFixed);
  const otherPiece = piece !== undefined && piece !== line.piece && (line.piece !== null || isFixed);
  if (otherLot || otherPiece)
    return wrongLine(
      portion,
      '批次或件与单据不同：这一行登记短少，实到的另行登记',
      'another lot or piece than the document has: book this line as short and the other on its own',
    );
  if (flow.move && line.lot === null && lot === undefined)
    return refused('documentNeeds', `第 ${portion.line} 行须写明批次`, `line ${portion.line}: name the lot`);
  if (piece !== undefined && piece !== line.piece && pieces.has(piece))
    return refused(
      'alreadyMoved',
      `第 ${portion.line} 行：件 ${piece} 已在本单登记`,
      `line ${portion.line}: piece ${piece} is on this document already`,
    );
  return undefined;
}

function ofPlaces(
  portion: Portion,
  { move, beyond }: Flow,
  { outOf }: Stage,
  { ends }: Table,
  document: Document,
): Refused | undefined {
  const at = (end: End | undefined) =>
    end?.at === 'source' ? ends.from : end?.at === 'target' ? ends.to : [];
  // What is only picked is taken from there later; what was found came from nowhere.
  const leaves = move || outOf !== 'wanted' || beyond ? at(move?.[0]) : ends.from;
  if (portion.from !== undefined && !reaches(portion.from, leaves, document))
    return wrongLine(portion, `不能从 ${portion.from} 取`, `it can not be taken from ${portion.from}`);
  if (portion.to !== undefined && !reaches(portion.to, at(move?.[1]), document))
    return wrongLine(portion, `不能放到 ${portion.to}`, `it can not be put to ${portion.to}`);
  return undefined;
}

function ofQuantity(
  portion: Portion,
  { beyond }: Flow,
  rest: number,
  stage: Stage,
  piece: string | null,
): Refused | undefined {
  const { line, quantity } = portion;
  if (beyond && portion.piece === undefined && piece !== null)
    return wrongLine(portion, '一件不会多出一件', 'there can not be more of one piece');
  if (beyond) return undefined;
  if (rest < 1)
    return refused('alreadyMoved', `第 ${line} 行已全部办完`, `line ${line}: all of it is done already`);
  const over = (Object.keys(stage.as) as Outcome[]).find((name) => stage.as[name]?.beyond);
  if (quantity > rest)
    return refused(
      'quantityOver',
      `第 ${line} 行只余 ${rest}${over ? `，多出的 ${quantity - rest} 按“${outcomes[over][0]}”登记并写明原因` : ''}`,
      `line ${line}: ${rest} are left${over ? `; book the other ${quantity - rest} as "${outcomes[over][1]}" and say why` : ''}`,
    );
  if (piece !== null && portion.piece === undefined && quantity !== rest)
    return wrongLine(
      portion,
      '整件须整体办理，拆用先开箱',
      'a piece moves whole: open the case before taking a part of it',
    );
  return undefined;
}

/** Does it name a lot, a piece or a place to take it from that its line doesn't? Then it becomes a line of its own. */
const isPart = ({ lot, piece, from }: Portion, line: Line, { outOf }: Stage): boolean =>
  (lot !== undefined && lot !== line.lot) ||
  (piece !== undefined && piece !== line.piece) ||
  (outOf === 'wanted' && from !== undefined && from !== line.from?.place);

function part(lines: Line[], line: Line, portion: Portion, { beyond }: Flow): Line {
  const { quantity, from } = portion;
  if (!beyond) lines[line.n - 1] = add(line, 'split', quantity);
  const made: Line = {
    ...line,
    n: lines.length + 1,
    of: line.n,
    lot: portion.lot ?? line.lot,
    piece: portion.piece ?? line.piece,
    wanted: beyond ? 0 : quantity,
    from: line.from && from !== undefined ? { ...line.from, place: from } : line.from,
    ...(line.lot === null && portion.reason?.trim() ? { outOfTurn: portion.reason.trim() } : {}),
    done: {},
  };
  lines.push(made);
  return made;
}

const wrongLine = ({ line }: Portion, zh: string, en: string): Refused =>
  refused('documentLine', `第 ${line} 行：${zh}`, `line ${line}: ${en}`);

const wrongOutcome = (portion: Portion, allowed: readonly Outcome[]): Refused => {
  const all = allowed.map((name) => outcomes[name]);
  return wrongLine(portion, `这一步只能登记：${named(all, 0)}`, `this step books only: ${named(all, 1)}`);
};
