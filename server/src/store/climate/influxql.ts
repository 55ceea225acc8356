/** The curves of a site in InfluxQL, which InfluxDB 1, 2 and 3 all answer at /query, and what the answer says. */
import type { SiteId } from '@changping/contracts/units';
import { z } from 'zod';
import type { Curve } from '../climate.ts';
import { measurement } from './line.ts';

/** Stretches are counted from `from` on; each is shown at its beginning. */
export function curvesQuery(site: SiteId, from: number, to: number, most: number): string {
  const step = Math.max(1, Math.ceil((to - from + 1) / most));
  return (
    'select mean(celsius), mean(humidity), min(celsius), max(celsius), count(silent) ' +
    `from ${measurement} where site = ${quoted(site)} and time >= ${from}ms and time <= ${to}ms ` +
    `group by gateway, probe, time(${step}ms, ${from % step}ms) fill(none)`
  );
}

/** @throws when the answer is none, or says what is wrong. */
export function readCurves(answer: unknown): Curve[] {
  const { results, error } = answerShape.parse(answer);
  const [result] = results;
  const wrong = error ?? result?.error;
  if (wrong !== undefined) throw new Error(wrong);
  return (result?.series ?? [])
    .map(({ tags, values }) => ({
      gateway: tags.gateway,
      probe: tags.probe,
      points: values.map(([at, celsius, humidity, low, high]) => ({ at, celsius, humidity, low, high })),
    }))
    .sort((a, b) => order(a.gateway, b.gateway) || order(a.probe, b.probe));
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

const number = z.number().nullable();
const answerShape = z.object({
  error: z.string().optional(),
  results: z
    .array(
      z.object({
        error: z.string().optional(),
        series: z
          .array(
            z.object({
              tags: z.object({ gateway: z.string(), probe: z.string() }),
              values: z.array(z.tuple([z.number(), number, number, number, number, number])),
            }),
          )
          .optional(),
      }),
    )
    .default([]),
});

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
