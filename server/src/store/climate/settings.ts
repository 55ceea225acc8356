/** The settings of a climate server: where it is, what holds our points there, and the file with the token. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { InfluxSettings } from './influx-server.ts';

/** Inside a container the server may be the one next door. */
const isPlainAllowed = process.env.CHANGPING_CONTAINER === '1';
const onlyHere = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;
const url = z
  .string()
  .regex(/^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/, 'must be https://host:port, without a name or a key in it')
  .refine((link) => link.startsWith('https:') || isPlainAllowed || onlyHere.test(link), {
    error: 'must be https: over a network the token could be read; http is for this computer alone',
  });

export const climateShape = z.strictObject({
  influx: z.strictObject({
    url,
    api: z.enum(['v1', 'v2']).default('v2'),
    org: z.string().max(200).default(''),
    /** The database of a version 1. */
    bucket: z.string().min(1).max(200),
    tokenFile: z.string().min(1),
    /** Points of a month without the server, for thirty stores. */
    queueMegabytes: z.int().min(1).max(100_000).default(256),
  }),
});

export type Influx = InfluxSettings & { queueMegabytes: number };

/** @param base relative files are relative to it. @throws Error with the path of what is wrong. */
export function withToken({ influx }: z.infer<typeof climateShape>, base: string): { influx: Influx } {
  const { tokenFile, ...rest } = influx;
  const file = resolve(base, tokenFile);
  const wrong = (why: string) => new Error(`climate.influx.tokenFile: ${why}`);
  try {
    if (statSync(file).mode & 0o077) throw wrong(`${file} can be read by others: chmod 600 it`);
    const token = readFileSync(file, 'utf8').trim();
    const shape = rest.api === 'v1' ? /^[^:\s]+:[^\r\n]+$/ : /^[\x21-\x7e]{8,500}$/;
    const holds =
      rest.api === 'v1' ? 'user:password' : 'a token: one line of 8 to 500 letters, digits and signs';
    if (!shape.test(token)) throw wrong(`${file} does not hold ${holds}`);
    return { influx: { ...rest, token } };
  } catch (error) {
    throw error instanceof Error && 'code' in error ? wrong(error.message) : error;
  }
}
