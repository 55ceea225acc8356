/** What a count may say of a condition: that it is worse than in the book. That it is better, inspection says. */
import type { Condition, Scan } from './facts.ts';

const qualities = ['usable', 'inInspection', 'held', 'damaged'];
const grades = ['reserve', 'duty', 'training', 'dispose'];

/** What does not work when it is tried waits for inspection. */
export function conditionOf({ condition, check }: Scan, booked: Condition | null): Condition | null {
  const seen = condition ?? (check === 'failed' ? booked : null);
  if (seen && check === 'failed' && seen.quality === 'usable') return { ...seen, quality: 'inInspection' };
  return seen;
}

export function compare(seen: Condition, booked: Condition): 'same' | 'worse' | 'better' {
  const quality = qualities.indexOf(seen.quality) - qualities.indexOf(booked.quality);
  const grade = grades.indexOf(seen.grade) - grades.indexOf(booked.grade);
  if (quality < 0 || grade < 0) return 'better';
  return quality === 0 && grade === 0 ? 'same' : 'worse';
}

export const worst = (all: readonly Condition[]): Condition | null =>
  all.length
    ? {
        quality: all.reduce((so, each) =>
          qualities.indexOf(each.quality) > qualities.indexOf(so.quality) ? each : so,
        ).quality,
        grade: all.reduce((so, each) => (grades.indexOf(each.grade) > grades.indexOf(so.grade) ? each : so))
          .grade,
      }
    : null;
