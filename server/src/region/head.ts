/** region.json: who the region is, what it has promised, and the settings the planner takes, each with the sentence that says where its number comes from. */
import { tiers } from '@changping/contracts/catalogue';
import type { Tier } from '@changping/contracts/live';
import type { Box, PlannerSettings, Standards, TierLabel } from '@changping/contracts/region';
import { idPattern, type RegionId } from '@changping/contracts/units';
import { z } from 'zod';
import { type Mistakes, readJson } from './table.ts';

export type Head = {
  id: RegionId;
  name: string;
  nameEn: string;
  /** IANA name; dates are shown in it. */
  timeZone: string;
  box: Box;
  /** Every tier once, in the order they are shown. */
  tiers: readonly TierLabel[];
  standards: Standards;
  planner: PlannerSettings;
};

const text = z.string().trim().min(1);
const between = (least: number, most: number) => z.number().min(least).max(most);
const setting = <Value extends z.ZodType>(value: Value) => z.strictObject({ value, zh: text, en: text });
const loading = Object.fromEntries(tiers.map((tier) => [tier, between(0, 600)])) as {
  [T in Tier]: z.ZodNumber;
};

const planner = z.strictObject({
  speedFactor: setting(between(0.1, 1.5)),
  offRoadKmh: setting(between(1, 130)),
  detourFactor: setting(between(1, 5)),
  maxAccessKm: setting(between(0, 200)),
  dispatchMinutes: setting(between(0, 600)),
  loadingMinutes: setting(z.strictObject(loading)),
  usableThreshold: setting(z.int().min(1)),
});

const shape = z.strictObject({
  id: z.string().regex(idPattern, 'must be letters, digits, - and _'),
  name: text,
  nameEn: text,
  timeZone: text.refine(isTimeZone, 'must be an IANA time zone'),
  box: z
    .tuple([between(-180, 180), between(-90, 90), between(-180, 180), between(-90, 90)])
    .refine(([west, south, east, north]) => west < east && south < north, 'must be west, south, east, north'),
  tiers: z
    .array(z.strictObject({ tier: z.enum(tiers), name: text, nameEn: text }))
    .refine(
      (given) =>
        given.length === tiers.length && new Set(given.map(({ tier }) => tier)).size === tiers.length,
      `must name each of ${tiers.join(', ')} once`,
    ),
  standards: z.strictObject({
    minutes: between(1, 2880),
    km: between(1, 5000),
    people: z.int().min(1),
    days: z.int().min(1).max(365),
  }),
  planner,
});

/** undefined when the file is wrong: then nothing that depends on the box can be judged. */
export function readHead(folder: string, mistakes: Mistakes): Head | undefined {
  const head = readJson(folder, 'region.json', shape, mistakes);
  return (
    head && {
      ...head,
      id: head.id as RegionId,
      standards: head.standards as Standards,
      planner: settingsOf(head.planner),
    }
  );
}

function settingsOf(given: z.infer<typeof planner>): PlannerSettings {
  const entries = Object.entries(given);
  const values = Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
  const assumptions = Object.fromEntries(entries.map(([name, { zh, en }]) => [name, { zh, en }]));
  return { ...(values as Omit<PlannerSettings, 'assumptions'>), assumptions };
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
