/** Sort deliveries before anything is written: what is new, what came before, and what is poison and why. Reads only, apart from making an epoch known that was never announced. */
import { createHash } from 'node:crypto';
import type { FaultCode } from '@changping/contracts/faults';
import { type Checked, checkLetter } from '@changping/contracts/letter-check';
import type { Letter } from '@changping/contracts/letters';
import type { GatewayId, Instant, SiteId } from '@changping/contracts/units';
import { has, highest, type Mark, take } from '../domain/marks.ts';
import type { Database } from './database.ts';
import type { Outbox, Outboxes } from './outboxes.ts';

/** Bytes as they came on the up lane of a gateway that has proved who it is. */
export type Delivery = { gateway: GatewayId; site: SiteId; bytes: Uint8Array; arrivedAt: Instant };

/** `from`: a void takes from…seq, any other letter its own number. */
export type Fresh = Delivery & { digest: Buffer; outbox: Outbox; letter: Letter; from: number };
/** `outbox` and `seq` are set where the number is believable: it is then counted, or the mark would stand still for ever. */
export type Poison = Delivery & {
  digest: Buffer;
  fault: FaultCode;
  why: string;
  epoch: string | null;
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

export function sorter({ raw }: Pick<Database, 'raw'>, known: Outboxes) {
  const digestAt = raw.prepare('select digest from evidence where outbox = ? and seq = ?').pluck();

  return (deliveries: readonly Delivery[]): Sorted => {
    const sorted: Sorted = { fresh: [], poison: [], repeats: 0, marks: new Map() };
    const digests = new Map<string, Buffer>();
    for (const delivery of deliveries) {
      const digest = createHash('sha256').update(delivery.bytes).digest();
      const checked = checkLetter(delivery.bytes);
      const { epoch, seq } = checked.ok ? checked.letter : checked;
      const verdict = judge(delivery, checked, digest, sorted.marks, digests);
      if ('fault' in verdict) sorted.poison.push({ ...delivery, digest, epoch, seq, ...verdict });
      else if ('letter' in verdict) sorted.fresh.push({ ...delivery, digest, ...verdict });
      else sorted.repeats++;
      const { outbox } = verdict;
      if (!outbox || seq === null) continue;
      const kept = sorted.marks.get(outbox) ?? outbox.mark;
      sorted.marks.set(outbox, take(kept, 'from' in verdict ? verdict.from : seq, seq));
      digests.set(`${outbox.key}/${seq}`, digest);
    }
    return sorted;
  };

  type Verdict =
    | { fault: FaultCode; why: string; outbox: Outbox | null }
    | { letter: Letter; outbox: Outbox; from: number }
    | { outbox: Outbox; from: number };

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
    if (checked.ok) outbox ??= known.register(gateway, site, checked.letter.epoch, arrivedAt);
    if (!outbox || seq === null) return poison(checked, null);
    if (outbox.superseded) return { fault: 'epochSuperseded', why: `epoch ${epoch}`, outbox: null };
    const kept = marks.get(outbox) ?? outbox.mark;
    const from = checked.ok && checked.letter.kind === 'void' ? checked.letter.from : seq;
    if (seq > highest(kept) + jumpMax || from <= seq - jumpMax)
      return { fault: 'letterSeqJump', why: `${from} to ${seq} after ${highest(kept)}`, outbox: null };
    if (has(kept, seq)) {
      // A number inside a void has no row of its own: the letter was given up before it came.
      const before =
        digests.get(`${outbox.key}/${seq}`) ?? (digestAt.get(outbox.key, seq) as Buffer | undefined);
      // A void whose own number came before it was written fills the numbers before that one, and takes nothing back.
      const isVoid = checked.ok && checked.letter.kind === 'void';
      return before && !before.equals(digest) && !isVoid
        ? { fault: 'letterConflict', why: `number ${seq}`, outbox: null }
        : { outbox, from };
    }
    return checked.ok ? { letter: checked.letter, outbox, from } : poison(checked, outbox);
  }
}

const poison = (checked: Checked, outbox: Outbox | null) => {
  if (checked.ok) throw new Error('a good letter is no poison');
  return { fault: checked.fault, why: checked.why, outbox };
};
