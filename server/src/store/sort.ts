/** Sort deliveries before anything is written: what is new, what came before, and what is poison and why. Reads only, apart from making an epoch known that was never announced. */
import { createHash } from 'node:crypto';
import type { FaultCode } from '@changping/contracts/faults';
import { type Checked, checkLetter } from '@changping/contracts/letter-check';
import type { Letter, VoidLetter } from '@changping/contracts/letters';
import type { GatewayId, Instant, Seq, SiteId } from '@changping/contracts/units';
import { gapsWithin, has, highest, type Mark, take } from '../domain/marks.ts';
import type { Database } from './database.ts';
import type { Devices } from './devices.ts';
import type { Outbox, Outboxes } from './outboxes.ts';

/** Bytes as they came on the up lane of a gateway that has proved who it is. */
export type Delivery = { gateway: GatewayId; site: SiteId; bytes: Uint8Array; arrivedAt: Instant };

/** `from`: a void takes from…seq, any other letter its own number. A void over several gaps is one of these for each, or numbers would be counted twice. */
export type Fresh = Delivery & { digest: Buffer; outbox: Outbox; letter: Letter; from: number };
/** `outbox` and `seq` are set where the number is believable: it is then counted, or the mark would stand still for ever. */
export type Poison = Delivery & {
  digest: Buffer;
  fault: FaultCode;
  why: string;
  epoch: string | null;
  /** As of Fresh. */
  from: number | null;
  seq: number | null;
  outbox: Outbox | null;
};
export type Sorted = {
  fresh: Fresh[];
  poison: Poison[];
  repeats: number;
  /** The marks as they will stand once fresh and poison are kept; of repeats too, for they are thanked again. */
  marks: Map<Outbox, Mark>;
};

/** A number further ahead than any outbox can have filled while a letter was under way. */
const jumpMax = 1_000_000;
/** Open gaps of one outbox: an outbox that leaves out every second number would make the mark grow without end. */
const gapsMax = 10_000;
/** Open at once in one store: three measures of each of its probes. */
const episodesMax = 600;
/** Outboxes of one gateway that no birth announced: each costs a commit of its own. */
const unannouncedMax = 100;
/** Of a letter no server will ever read a person needs the beginning. */
const headKept = 4096;

type Range = readonly [from: number, to: number];
type Verdict =
  | { fault: FaultCode; why: string; outbox: Outbox | null }
  | { letter: Letter; outbox: Outbox; takes: readonly Range[] }
  | { repeatOf: Outbox };

export function sorter({ raw }: Pick<Database, 'raw'>, known: Outboxes, devices: Pick<Devices, 'claim'>) {
  const openEpisodes = raw
    .prepare(
      'select count(*) from breach where site = (select key from site where code = ?) and closed_at is null',
    )
    .pluck();
  const digestAt = raw.prepare('select digest from evidence where outbox = ? and seq = ?').pluck();

  return (deliveries: readonly Delivery[]): Sorted => {
    const sorted: Sorted = { fresh: [], poison: [], repeats: 0, marks: new Map() };
    const digests = new Map<string, Buffer>();
    for (const delivery of deliveries) {
      const digest = createHash('sha256').update(delivery.bytes).digest();
      const checked = checkLetter(delivery.bytes);
      const verdict = judge(delivery, checked, digest, sorted.marks, digests);
      put(sorted, delivery, digest, checked, verdict);
      if ('letter' in verdict)
        for (const [, to] of verdict.takes) digests.set(`${verdict.outbox.key}/${to}`, digest);
      else if ('fault' in verdict && verdict.outbox && !checked.ok)
        digests.set(`${verdict.outbox.key}/${checked.seq}`, digest);
    }
    return sorted;
  };

  function judge(
    { gateway, site, arrivedAt }: Delivery,
    checked: Checked,
    digest: Buffer,
    marks: Sorted['marks'],
    digests: Map<string, Buffer>,
  ): Verdict {
    if (checked.ok && checked.letter.gw !== gateway)
      return { fault: 'letterIdentity', why: `signed ${checked.letter.gw}`, outbox: null };
    const { epoch, seq } = checked.ok ? checked.letter : checked;
    let outbox = epoch === null ? undefined : known.find(gateway, epoch);
    if (checked.ok && !outbox && mayAppear(gateway))
      outbox = known.register(gateway, site, checked.letter.epoch, arrivedAt);
    if (checked.ok && !outbox) return { fault: 'epochUnknown', why: `epoch ${epoch}`, outbox: null };
    if (!outbox || seq === null) return poison(checked, null);
    if (outbox.superseded) return { fault: 'epochSuperseded', why: `epoch ${epoch}`, outbox: null };
    const kept = marks.get(outbox) ?? outbox.mark;
    const letter = checked.ok ? checked.letter : undefined;
    const from = letter?.kind === 'void' ? letter.from : seq;
    if (seq > highest(kept) + jumpMax || from <= seq - jumpMax)
      return { fault: 'letterSeqJump', why: `${from} to ${seq} after ${highest(kept)}`, outbox: null };
    if (letter?.kind === 'void') {
      const takes = gapsWithin(kept, from, seq);
      return takes.length ? { letter, outbox, takes } : { repeatOf: outbox };
    }
    if (has(kept, seq)) {
      const before =
        digests.get(`${outbox.key}/${seq}`) ?? (digestAt.get(outbox.key, seq) as Buffer | undefined);
      if (before?.equals(digest)) return { repeatOf: outbox };
      // A number inside a void has no row of its own: it was given up, and yet here it is.
      return { fault: 'letterConflict', why: `number ${seq}${before ? '' : ' was given up'}`, outbox: null };
    }
    if (
      letter?.kind === 'breach' &&
      letter.state === 'opened' &&
      (openEpisodes.get(site) as number) >= episodesMax
    )
      return { fault: 'episodesFull', why: `${letter.probe} ${letter.episode}`, outbox };
    if (kept.over.length >= gapsMax && take(kept, seq, seq).over.length > kept.over.length)
      return { fault: 'letterSeqJump', why: `${seq} opens one gap too many`, outbox: null };
    if (!letter) return poison(checked, outbox);
    if (!devices.claim(gateway, letter, arrivedAt))
      return { fault: 'devicesFull', why: `a ${letter.kind} letter names another device`, outbox };
    return { letter, outbox, takes: [[seq, seq]] };
  }

  /** A gateway announces its outbox by a birth. Until it has done so once, a letter may come first; afterwards a letter with another epoch is damaged or forged, and must not put the true outbox out of use. */
  function mayAppear(gateway: GatewayId): boolean {
    const current = known.current(gateway);
    return !current?.announced && known.countOf(gateway) < unannouncedMax;
  }
}

function put(sorted: Sorted, delivery: Delivery, digest: Buffer, checked: Checked, verdict: Verdict): void {
  const { marks } = sorted;
  const mark = (outbox: Outbox, from: number, to: number) =>
    marks.set(outbox, take(marks.get(outbox) ?? outbox.mark, from, to));
  if ('repeatOf' in verdict) {
    sorted.repeats++;
    mark(verdict.repeatOf, 0, 0);
    return;
  }
  const { outbox } = verdict;
  if ('letter' in verdict) {
    for (const [from, to] of verdict.takes) {
      sorted.fresh.push({
        ...delivery,
        digest,
        outbox: verdict.outbox,
        letter: lastOf(verdict.letter, to),
        from,
      });
      mark(verdict.outbox, from, to);
    }
    return;
  }
  const { epoch, seq } = checked.ok ? checked.letter : checked;
  const bytes = verdict.fault === 'letterTooLarge' ? delivery.bytes.subarray(0, headKept) : delivery.bytes;
  sorted.poison.push({ ...delivery, bytes, digest, epoch, from: seq, seq, ...verdict });
  if (outbox && seq !== null) mark(outbox, seq, seq);
}

/** A void that takes several gaps has the last number of each in turn. */
const lastOf = (letter: Letter, to: number): Letter =>
  letter.kind === 'void' && letter.seq !== to
    ? ({ ...letter, seq: to as Seq, to: to as Seq } satisfies VoidLetter)
    : letter;

const poison = (checked: Checked, outbox: Outbox | null) => {
  if (checked.ok) throw new Error('a good letter is no poison');
  return { fault: checked.fault, why: checked.why, outbox };
};
