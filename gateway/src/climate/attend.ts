/** What one poll of one probe has to tell: points of its curve and breaches as letters, and what must be known of them after a restart. */
import type { BreachLetter, ClimateLetter } from '@changping/contracts/letters';
import type { Instant, Milliseconds } from '@changping/contracts/units';
import type { DraftOf } from '../outbox/draft.ts';
import type { Memory } from '../outbox/told.ts';
import {
  type Band,
  type Breach,
  miss,
  newWatch,
  type Outcome,
  quit,
  read,
  resumed,
  type Watch,
} from './band.ts';
import type { Reading } from './modbus.ts';

/** The open breaches by measure, as they were told: when one ends it began when it was said to have begun, whatever clock and run have come between. */
export type Told = { id: string; since: Instant };
export type Care = { probe: string; zone: string; watch: Watch; episodes: Record<string, Told> };
export type Attended = {
  care: Care;
  drafts: (DraftOf<ClimateLetter> | DraftOf<BreachLetter>)[];
  memory: Memory;
};
/** `steady` never steps and is what durations are measured with; `shift` takes it to the clock that letters are dated by. */
export type Moment = { steady: Instant; shift: number; newId(): string };

export const careName = 'care/';

export const newCare = (probe: string, zone: string, { steady }: Pick<Moment, 'steady'>): Care => ({
  ...{ probe, zone },
  watch: newWatch(steady),
  episodes: {},
});

/** @param json as `memory` had it. */
export function resumeCare(json: string, { steady }: Pick<Moment, 'steady'>): Care {
  const care = JSON.parse(json) as Care;
  return { ...care, watch: resumed(care.watch, steady) };
}

export function attend(
  care: Care,
  { band, every }: { band: Band; every: number },
  reading: Reading | null,
  moment: Moment,
): Attended {
  const heard = reading && (reading.celsius !== null || reading.humidity !== null);
  const { steady } = moment;
  return tell(
    care,
    heard ? read(care.watch, band, reading, steady) : miss(care.watch, steady, every),
    moment,
  );
}

/** For a probe that goes on under other limits, or with null is no more. */
export const settle = (care: Care, band: Band | null, moment: Moment): Attended => {
  const { memory, ...told } = tell(care, quit(care.watch, band), moment);
  return { ...told, memory: band === null ? { ...memory, json: null } : memory };
};

function tell(
  { probe, zone, episodes }: Care,
  { watch, points, breaches }: Outcome,
  { steady, shift, newId }: Moment,
): Attended {
  const open = { ...episodes };
  const told = breaches.map(({ measure, state, since, ...breach }: Breach): DraftOf<BreachLetter> => {
    const episode = open[measure] ?? { id: newId(), since: dated(since, shift) };
    if (state === 'opened') open[measure] = episode;
    else delete open[measure];
    const dates = { at: dated(steady, shift), since: episode.since };
    return { kind: 'breach', ...dates, episode: episode.id, probe, zone, measure, state, ...breach };
  });
  const care: Care = { probe, zone, watch, episodes: open };
  return {
    care,
    drafts: points.length ? [...told, curveOf(probe, points, shift)] : told,
    memory: { name: careName + probe, json: JSON.stringify(care) },
  };
}

function curveOf(probe: string, points: Outcome['points'], shift: number): DraftOf<ClimateLetter> {
  const first = points[0]?.at as Instant;
  return {
    kind: 'climate',
    at: dated(first, shift),
    probe,
    dt: points.map((point) => (point.at - first) as Milliseconds),
    celsius: points.map((point) => point.celsius),
    humidity: points.map((point) => point.humidity),
  };
}

const dated = (steady: Instant, shift: number) => Math.round(steady + shift) as Instant;
