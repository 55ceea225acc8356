/** The tables, as Kysely sees them (camel case here, snake case in the database). Integer keys inside, codes and UUIDs outside; migrations.ts makes them. */
import type { Generated } from 'kysely';
import type { ApartTables } from './schema-apart.ts';

/** A row of every place, lot and so on is written once and never changed unless its type says so. */
export type Schema = ApartTables & {
  site: { key: Generated<number>; code: string };
  /** Where a piece can be. `site` is null for places outside every store: supplier, lost, found … */
  place: { key: Generated<number>; site: number | null; code: string };
  kind: { key: Generated<number>; code: string };
  lot: {
    key: Generated<number>;
    code: string;
    kind: number;
    madeOn: string | null;
    /** As printed on it; always wins. */
    expiresOn: string | null;
    supplier: string | null;
    /** When it first came from its supplier. */
    receivedAt: number | null;
    /** Until when it is good, by the printed date or its kind's record; derived, see expiry.ts. Both null until it is first asked for. */
    effectiveOn: string | null;
    effectiveBy: 'printed' | 'record' | 'noReference' | null;
  };
  /** `id`: UUIDv7. `cell`: where it is by its last entry, null before the first and after its case was opened; derived, see rederive. */
  piece: { key: Generated<number>; id: string; lot: number; quantity: number; cell: number | null };
  /** Every EPC ever seen or bound. `piece`: what it is bound to now, null for a stranger. scheme and uri: null for opaque codes. */
  tag: {
    key: Generated<number>;
    epc: string;
    piece: number | null;
    scheme: string | null;
    uri: string | null;
  };
  /** Who said from when to when that a tag was on a piece. Tags that came with their goods have a row only once they were taken off: `at` 0, `by` nobody. */
  tagBinding: {
    key: Generated<number>;
    tag: number;
    piece: number;
    at: number;
    by: string;
    until: number | null;
    untilBy: string | null;
    reason: string | null;
  };
  document: {
    key: Generated<number>;
    id: string;
    number: string;
    type: string;
    site: number;
    state: string;
    createdAt: number;
    there: string | null;
    /** 0 of a delivery note, which the gate works off line by line and which has no body. */
    version: number;
    /** The whole of it as JSON, as contracts/src/documents.ts has it. */
    body: string | null;
    isOver: number;
    /** Does it wait for an approver? */
    waits: Generated<number>;
    /** Version of the policy it was opened under, and ends by; null of one that is older than the first. */
    policy: number | null;
  };
  /** Pieces that a document under way leads from one store to another: a gate that sees them pass need not ask why. */
  documentPiece: { document: number; piece: number; fromSite: string | null; toSite: string | null };
  /** Commands that were done, by the key their sender made: a handheld whose line broke sends them again. digest: SHA-256 of what was asked. */
  commandKey: { key: string; account: string; digest: string; at: number };
  /** The last number of a type at a site in a year. */
  documentCounter: { type: string; site: number; year: number; n: number };
  /** What an approved document keeps for itself of a lot in a place, or of a piece; see domain/documents/hold.ts. */
  reservation: {
    key: Generated<number>;
    document: number;
    line: number;
    site: number;
    kind: number;
    lot: number;
    place: number;
    piece: number | null;
    quality: string;
    grade: string;
    owner: string;
    quantity: number;
  };
  /** What is expected, piece by piece; `entry` once it came. */
  documentLine: { document: number; piece: number; entry: number | null };
  cell: {
    key: Generated<number>;
    place: number;
    lot: number;
    piece: number | null;
    quality: string;
    grade: string;
    owner: string;
  };
  /** Append-only. Moves quantity > 0 of one lot from one cell to another. */
  entry: {
    key: Generated<number>;
    commitKey: number;
    fromCell: number;
    toCell: number;
    quantity: number;
    document: number | null;
    actor: string;
    evidence: number | null;
    happenedAt: number;
  };
  /** Cache: sum of entries per cell. Places outside a store may stand below zero. */
  stock: { cell: number; quantity: number };
  /** Cache: one row each time the stock was marked; only what it names is whole. */
  stockMarkPass: { commitKey: number; lines: number };
  /** Cache: the lines of a site as they stood after a commit, as JSON; see stock-marks.ts. */
  stockMark: { site: number; commitKey: number; part: number; body: string };
  /** Cache: entries told more than ten minutes after they happened, up to the last pass. */
  lateEntry: { entry: number; commitKey: number; happenedAt: number };
  /** Cache: what a site has of a kind in one quality, so that the live picture need not add up a hundred thousand pieces. */
  tally: { site: number; kind: number; quality: string; pieces: number; quantity: number };
  /** Cache: the same by lot; no row where there is nothing. */
  lotStock: { site: number; kind: number; lot: number; quality: string; pieces: number; quantity: number };
  /** One open row a lot, site and step; pieces, quantity and date are those of its opening. `closedBy`: the commit that took the last of the lot away; null where it was gone when a daily round came. */
  notice: {
    key: Generated<number>;
    site: number;
    lot: number;
    step: 'nearExpiry' | 'expired';
    pieces: number;
    quantity: number;
    effectiveOn: string;
    effectiveBy: 'printed' | 'record';
    openedAt: number;
    closedAt: number | null;
    closedBy: number | null;
  };
  /** Cache: how many lots of a site have an open notice, each counted at its latest step. */
  openNotice: { site: number; step: string; count: number };
  /** One chain per site: n counts 1, 2, 3 … without a gap. hash and previous: hex of SM3. */
  commitRow: {
    key: Generated<number>;
    site: number;
    n: number;
    algorithm: string;
    previous: string;
    hash: string;
    recordedAt: number;
  };
  /** `site`: where it was first heard of; where it stands now the settings say. */
  gateway: { key: Generated<number>; code: string; site: number };
  /** Whoever knocked and is in no settings file. keyHash: SHA-256 of the key it came with. */
  applicant: {
    key: Generated<number>;
    gateway: string;
    site: string;
    keyHash: string;
    address: string;
    firstAt: number;
    lastAt: number;
    tries: number;
    state: 'waiting' | 'approved' | 'refused';
    decidedAt: number | null;
  };
  /** A person. `unit`: the site it belongs to and answers for with everything below, "" for the whole region. `password`: its hash; null until it was chosen. `isGiven`: by somebody else. `totpStep`: the last code that was used. `certificate`: SHA-256 of the one that is bound to it. Never deleted: audit rows name it. */
  account: {
    key: Generated<number>;
    id: string;
    name: string;
    display: string;
    unit: string;
    password: string | null;
    passwordAt: number;
    isGiven: number;
    failures: number;
    lockedUntil: number | null;
    totp: string | null;
    totpStep: number;
    certificate: string | null;
    isSample: number;
    createdAt: number;
    disabledAt: number | null;
  };
  accountRole: { account: number; role: string };
  /** The last few, so that none of them is chosen again. */
  passwordPast: { key: Generated<number>; account: number; password: string; at: number };
  /** Someone who is in. `tokenHash`: SHA-256 of what the browser or script holds. */
  session: {
    key: Generated<number>;
    tokenHash: string;
    account: number;
    kind: 'browser' | 'token';
    isReadOnly: number;
    label: string;
    address: string;
    createdAt: number;
    seenAt: number;
    endsAt: number;
    endedAt: number | null;
    handheld: number | null;
    /** Of a token that may less than its owner; JSON of a TokenScope. */
    scope: string | null;
  };
  /** Of the first start: one for each of the three administrators, used once. `endsAt`: of one that was made again. */
  setUpCode: {
    role: string;
    codeHash: string;
    madeAt: number;
    usedAt: number | null;
    endsAt: number | null;
  };
  /** What a person did or was refused, in the commit that sealed it. */
  audit: {
    key: Generated<number>;
    commitKey: number;
    at: number;
    account: string;
    role: string;
    device: string | null;
    address: string;
    action: string;
    object: string;
    before: string | null;
    after: string | null;
    reason: string | null;
    result: string;
  };
  /** One outbox a row, the newest of a gateway is its current one. `mark`: every number up to it is kept. */
  outbox: {
    key: Generated<number>;
    gateway: number;
    epoch: string;
    mark: number;
    registeredAt: number;
    supersededAt: number | null;
  };
  /** One row a letter. `body` null for climate curves: their points are in the climate file. upTo: a void takes seq…upTo. */
  evidence: {
    key: Generated<number>;
    outbox: number;
    seq: number;
    fromSeq: number;
    kind: string;
    digest: Buffer;
    at: number;
    arrivedAt: number;
    /** 1: the gateway's clock was not believable, so arrival time stands in for its own. */
    flags: number;
    commitKey: number | null;
    body: Buffer | null;
    /** Of a tags letter, row by row: the tag, then the evidence that spoke of it before (0: none), as one flat JSON array. A row of its own for every read would cost ten times as much, and a trail is asked for seldom. */
    links: string | null;
  };
  /** Where a tag was seen last, derived from the letters. change: 1 seen, 0 left. `newest`: the evidence that spoke of it last, where its trail begins; not always that of the latest sighting. `evidence`, `change` and `at` are 0 for a tag that was read beside a trip and never else. */
  position: { tag: number; site: number; evidence: number; change: number; at: number; newest: number };
  discrepancy: {
    key: Generated<number>;
    site: number;
    what: 'seenElsewhere' | 'unknownTag' | 'unconfirmed' | 'blankTag' | 'leftWithoutOrder';
    tag: number;
    home: number | null;
    openedAt: number;
    openedBy: number;
    closedAt: number | null;
    closedBy: number | null;
    /** The document that closed it; `closedBy` is then the last letter before that. */
    explainedBy: number | null;
    /** Whoever took back the step of a document that had explained it before, in a row that was closed by that. */
    reopenedBy: string | null;
  };
  /** Cache: how many of `discrepancy` are open. */
  openDiscrepancy: { site: number; what: string; count: number };
  /** One trip through a gate. `goods`: pieces by kind, as JSON; `unexplained`: tags of it that opened a discrepancy or stand in an open one. `evidence`: its first letter. `trip`: the gateway's own name for it, null where it gave none. */
  passage: {
    key: Generated<number>;
    site: number;
    evidence: number;
    reader: string;
    direction: 'in' | 'out' | 'turnedBack' | 'unclear';
    beganAt: number;
    endedAt: number;
    pieces: number;
    strays: number;
    unexplained: number;
    goods: string;
    gateway: number | null;
    trip: string | null;
  };
  /** Documents that explain a trip, the best with rank 0. `body`: the match as JSON, `brief`: what the live map shows of it; see domain/match.ts. */
  passageMatch: { passage: number; document: number; rank: number; brief: string; body: string };
  /** The letters of a trip after its first, those alone that told something new. */
  passagePart: { passage: number; evidence: number };
  /** What a reader heard of a room. The last four are null until all parts are here; then they say how the book looked at that moment. */
  sweep: {
    key: Generated<number>;
    site: number;
    gateway: number;
    code: string;
    reader: string;
    zone: string;
    beganAt: number;
    endedAt: number;
    parts: number;
    expected: number | null;
    missing: number | null;
    extra: number | null;
    strange: number | null;
  };
  sweepPart: { sweep: number; part: number; evidence: number };
  /** `part`: where it was heard, 0 for what was missing. `what`: null for what is where it belongs. */
  sweepTag: { sweep: number; tag: number; part: number; what: 'missing' | 'extra' | 'strange' | null };
  breach: {
    key: Generated<number>;
    site: number;
    gateway: number;
    episode: string;
    probe: string;
    zone: string;
    measure: string;
    cause: string;
    limitValue: number | null;
    value: number | null;
    worst: number | null;
    openedAt: number;
    closedAt: number | null;
    openedBy: number | null;
    closedBy: number | null;
  };
  /** A gate whose door contact a person must see to; one open row a reader. `openedBy`, `closedBy`: evidence. `closedWhy`: null where that letter says it; gatewayGone: it is the next one of anybody. */
  doorFault: {
    key: Generated<number>;
    site: number;
    gateway: number;
    reader: string;
    fault: string;
    openedAt: number;
    openedBy: number;
    closedAt: number | null;
    closedBy: number | null;
    closedWhy: 'gatewayGone' | null;
  };
  /** How the region was covered from `at` on. `roads`: of which roads, depots, places and standards. `figures`, `holders`: JSON, see coverage-versions.ts. */
  coverageVersion: {
    key: Generated<number>;
    at: number;
    roads: string;
    stock: string;
    figures: string;
    holders: string;
  };
  /** The names a gateway has given its readers and probes. `lastAt`: to the day. */
  device: { gateway: string; sort: 'reader' | 'probe'; name: string; lastAt: number };
  /** Of the poison of a gateway: rows that gave way, and rows whose bytes did. */
  quarantineShed: { gateway: number; letters: number; bodies: number };
  /** Poison, kept as it came; without its bytes where those gave way to newer ones. */
  quarantine: {
    key: Generated<number>;
    gateway: number;
    epoch: string | null;
    seq: number | null;
    digest: Buffer;
    fault: string;
    why: string;
    arrivedAt: number;
    times: number;
    body: Buffer;
  };
  /** What the feed tells; detail is JSON. `recordedAt`: null in rows older than the column, which then stand where they happened. */
  event: {
    key: Generated<number>;
    at: number;
    site: number;
    what: string;
    detail: string;
    recordedAt: number | null;
  };
};
