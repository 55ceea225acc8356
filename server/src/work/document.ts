/** The printed form of a document of any type: its lines and what became of them, every step with who and when, and its number as a QR code that a scanner of ours opens. */
import { urgencyWords } from '@changping/contracts/approval-words';
import {
  bringing,
  debts,
  documentActions,
  documentTypes,
  outcomes,
  statesOf,
} from '@changping/contracts/document-words';
import type { Document, Found, Line, Slot, Step } from '@changping/contracts/documents';
import { Fault } from '@changping/contracts/faults';
import { ownCode } from '@changping/contracts/scan-own';
import { documentTold } from '../domain/told-outside.ts';
import { accounts } from '../store/accounts.ts';
import { heads } from '../store/heads.ts';
import { coveredBy } from './covered.ts';
import { headLine } from './head-line.ts';
import type { Cell, Paper } from './paper.ts';
import type { Desk, OrderOf } from './reports.ts';

export function documentPaper({ document: id, lang }: OrderOf<'document'>, desk: Desk): Paper {
  const { words, raw, time } = desk;
  const body = raw.prepare('select body from document where id = ? and body is not null').pluck().get(id);
  if (typeof body !== 'string') throw new Fault('notFound', `document ${id}`);
  const paper = told(JSON.parse(body) as Document, desk);
  const { number, type, site, there, state, lines, steps, owes, countPolicy, urgency, level } = paper;
  const chain = heads({ raw });
  const head = chain.headAt(site, chain.commitAt(desk.now));
  const factsOf = bringing.has(type) ? lotFacts(desk) : null;
  return {
    name: `${number}-${lang}`,
    title: `${words.said(documentTypes, type)}  ${number}`,
    code: ownCode('document', number),
    head,
    about: desk.about(site, [
      ...(there ? [[words.there, desk.site(there)] as const] : []),
      [words.state, words.said(statesOf(type), state)],
      ...(urgency && urgency !== 'routine'
        ? [[words.urgency, words.said(urgencyWords, urgency)] as const]
        : []),
      ...(level ? [[words.level, level] as const] : []),
      ...(steps[0]?.policy === undefined ? [] : [[words.policy, `${steps[0].policy}`] as const]),
      ...(countPolicy === undefined ? [] : [[words.countPolicy, `${countPolicy}`] as const]),
      [words.head, headLine(site, head)],
    ]),
    tables: [
      {
        title: words.lines,
        columns: [
          { title: words.line, width: 5, isNumber: true },
          { title: words.kind, width: 16 },
          { title: `${words.lot} / ${words.piece}`, width: 21 },
          { title: words.from, width: 19 },
          { title: words.to, width: 20 },
          { title: words.wanted, width: 9, isNumber: true },
          { title: words.unit, width: 8 },
          { title: words.done, width: 22 },
        ],
        rows: lines.map((line) => lineRow(line, paper, desk, factsOf)),
      },
      {
        title: words.steps,
        columns: [
          { title: words.at, width: 19 },
          { title: words.step, width: 11 },
          { title: words.by, width: 20 },
          { title: words.second, width: 16 },
          { title: words.covered, width: 19 },
          { title: words.state, width: 11 },
          { title: words.reason, width: 18 },
          { title: words.refs, width: 13 },
        ],
        rows: steps.map((step) => stepRow(step, paper, desk)),
      },
    ],
    notes: owes.map(
      ({ what, dueAt }) => `${words.owed}: ${words.said(debts, what)} (${words.until} ${time(dueAt)})`,
    ),
    signatures: desk.signatures,
  };
}

const told = (document: Document, { outsider, raw }: Desk): Document =>
  outsider === null ? document : documentTold(document, outsider, accounts({ raw }).find);

/** With who was called, why what was damaged or short was so, and in whose place somebody signed: the paper alone has to tell it. */
function stepRow(step: Step, document: Document, desk: Desk): Cell[] {
  const { words, person, time } = desk;
  const { at, action, by, second, to, reason, refs, phone, photos, portions, signatures = [] } = step;
  const lent = signatures.find((each) => each.person === by && each.as !== by);
  const told = portions.flatMap(({ line, as, quantity, reason }) =>
    reason ? [`${words.line} ${line} ${words.said(outcomes, as)} ${quantity}: ${reason}`] : [],
  );
  const papers = [...refs, ...(photos.length ? [`${words.photos} ${photos.length}`] : [])];
  return [
    ...[time(at), words.said(documentActions, action)],
    person(by) + (lent ? ` (${words.insteadOf} ${person(lent.as)})` : ''),
    ...[second && person(second), coveredBy(step, document, desk), words.said(statesOf(document.type), to)],
    [reason, phone && `${words.phone} ${phone}`, ...told].filter(Boolean).join('; '),
    papers.join('; '),
  ];
}

function lineRow(
  { n, kind, item, lot, piece, from, to, wanted, found, done, ...held }: Line,
  { site }: Document,
  desk: Desk,
  factsOf: LotFactsOf | null,
): Cell[] {
  const { words } = desk;
  const goods = kind === null ? null : desk.kind(kind);
  const brought = lot === null ? null : factsOf?.(lot);
  const qualities: Readonly<Record<string, string>> = words.qualities;
  const where = (slot: Slot | null): string | null => {
    if (!slot) return null;
    const quality = slot.quality === 'usable' ? '' : ` (${qualities[slot.quality] ?? slot.quality})`;
    const supplier = slot.place === 'supplier' && brought?.supplier ? ` ${brought.supplier}` : '';
    return desk.spot(slot.place, site) + supplier + quality;
  };
  const became = Object.entries(done)
    .map(([as, quantity]) => `${words.said(outcomes, as)} ${quantity}`)
    .join(', ');
  if (found) return foundRow(n, item ?? '', found, became, site, desk);
  const { minimumDays, passedOver, outOfTurn } = held;
  const conditions = [
    ...(minimumDays === undefined ? [] : [`${words.minimumDays} ${minimumDays}`]),
    ...(passedOver
      ? [`${words.passedOver}: ${passedOver.map(({ lot, on }) => `${lot} (${on ?? '—'})`).join(', ')}`]
      : []),
    ...(outOfTurn ? [`${words.outOfTurn}: ${outOfTurn}`] : []),
  ];
  const days = [
    ...(brought?.madeOn ? [`${words.madeOn} ${brought.madeOn}`] : []),
    ...(brought?.expiresOn ? [`${words.expiresOn} ${brought.expiresOn}`] : []),
  ];
  const which = [[[lot, piece].filter(Boolean).join(' / '), ...conditions].join('; '), ...days].join('\n');
  const what = goods?.name ?? (item?.startsWith(`${site}/`) ? desk.spot(item, site) : item);
  return [n, what, which, where(from), where(to), wanted, goods?.unit ?? null, became];
}

/** What a count that the document rests on has to say. */
function foundRow(n: number, count: string, found: Found, became: string, site: string, desk: Desk): Cell[] {
  const { words } = desk;
  if ('places' in found) {
    const { places, kinds, isAlike } = found;
    const seen = [
      places.map((place) => desk.spot(place, site)).join(', '),
      ...(kinds ? [kinds.map((kind) => desk.kind(kind).name).join(', ')] : []),
    ];
    const of = `${words.said(documentTypes, 'count')} ${count}`;
    const alike = isAlike ? words.said(outcomes, 'matched') : '';
    const result = [alike, became].filter(Boolean).join('; ');
    return [n, of, `${words.said(outcomes, 'covered')}: ${seen.join('; ')}`, null, null, null, null, result];
  }
  const { as, kind, lot, piece, quantity, from, to } = found;
  const { name, unit } = desk.kind(kind);
  const way = [from, to].map((place) => desk.spot(place, site));
  const result = [`${words.said(outcomes, as)} ${quantity}`, became].filter(Boolean).join('; ');
  return [n, name, [lot, piece].filter(Boolean).join(' / '), ...way, null, unit, result];
}

type LotFacts = { madeOn: string | null; expiresOn: string | null; supplier: string | null };
type LotFactsOf = (lot: string) => LotFacts | null;

/** From whom we buy is ours alone. */
function lotFacts({ raw, outsider }: Desk): LotFactsOf {
  const ofLot = raw.prepare(
    'select made_on as madeOn, expires_on as expiresOn, supplier from lot where code = ?',
  );
  return (lot) => {
    const facts = ofLot.get(lot) as LotFacts | undefined;
    return facts ? { ...facts, supplier: outsider === null ? facts.supplier : null } : null;
  };
}
