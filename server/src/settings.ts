/** The server's settings file: every mistake at once, each with its path; nothing starts on a file that is half understood. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { idPattern } from '@changping/contracts/units';
import { z } from 'zod';
import type { CertificateFiles } from './certificate.ts';
import { readAllowed } from './domain/hooks/target.ts';
import type { Account } from './edge/broker/broker.ts';
import { climateShape, type Influx, withToken } from './store/climate/settings.ts';

const loopback = ['127.0.0.1', '::1', 'localhost'];
const id = z.string().regex(idPattern, 'letters, digits, - and _, at most 40');
const port = z.int().min(0).max(65535);
/** Inside a container the outside decides who reaches the port: its compose file publishes on loopback. */
const hosts = process.env.CHANGPING_CONTAINER === '1' ? [...loopback, '0.0.0.0'] : loopback;
const loopbackHost = z
  .enum(hosts as [string, ...string[]], `must be ${hosts.join(', ')}`)
  .default('127.0.0.1');
const anyHost = z
  .string()
  .regex(/^(?:[\w.-]{1,253}|[\da-f:.]{2,45})$/i, 'must be a name or an address of this computer')
  .default('127.0.0.1');
const path = z.string().regex(/^[^\0\r\n]+$/, 'must be the path of a file on one line');

const shape = z
  .strictObject({
    http: z.strictObject({ host: anyHost, port }),
    /** The certificate under which `http` is served, with the chain above it, and its key; and who signs the certificates of people, where they come with one. */
    https: z.strictObject({ certFile: path, keyFile: path, clientAuthorityFile: path.optional() }).optional(),
    mqtt: z.strictObject({ host: loopbackHost, port }),
    // A NUL would end the name early for the system, a newline is a slip of the hand.
    data: z.string().regex(/^[^\0\r\n]+$/, 'must be the path of a folder on one line'),
    climate: climateShape.optional(),
    /** Hooks lead outside, and of what stands inside only to these. */
    webhooks: z
      .strictObject({
        allow: z
          .array(
            z.string().refine((text) => readAllowed(text) !== null, {
              error: 'must be a block of addresses (10.1.2.0/24) or host:port',
            }),
          )
          .max(100),
      })
      .optional(),
    region: id,
    gateways: z
      .array(
        z.strictObject({
          id,
          site: id,
          keyHash: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 of the key, 64 hex digits'),
        }),
      )
      .max(10_000),
  })
  .superRefine(({ gateways, http, https, mqtt }, context) => {
    if (!https && !hosts.includes(http.host))
      context.addIssue({
        code: 'custom',
        path: ['http', 'host'],
        message: `must be ${hosts.join(', ')}: without "https" passwords would cross the line in the clear`,
      });
    if (http.port === mqtt.port && http.port !== 0)
      context.addIssue({ code: 'custom', path: ['mqtt', 'port'], message: 'the same as http.port' });
    // The probes and readers of a store are known by their names: two gateways would mix theirs up.
    for (const key of ['id', 'site'] as const) {
      const first = new Map<string, number>();
      gateways.forEach((gateway, i) => {
        const before = first.get(gateway[key]);
        if (before !== undefined)
          context.addIssue({
            code: 'custom',
            path: ['gateways', i, key],
            message: `the same as gateways[${before}]`,
          });
        first.set(gateway[key], before ?? i);
      });
    }
  });

export type Settings = Omit<z.infer<typeof shape>, 'gateways' | 'climate' | 'https'> & {
  gateways: Account[];
  /** Without it points are kept in a file of the server's own. */
  climate?: { influx: Influx };
  https?: CertificateFiles;
};

/** The region a settings file names, before the rest of it can be checked against that region. @throws Error */
export function regionOf(file: string): string {
  const { region } = readJson(file) as { region?: unknown };
  if (typeof region === 'string' && idPattern.test(region)) return region;
  throw new Error(`${file}: region: must be the name of a folder in server/region`);
}

/** @param file relative folders in it are relative to it. @throws Error whose message lists every mistake. */
export function readSettings(file: string, siteIds: ReadonlySet<string> | null = null): Settings {
  const settings = check(readJson(file), file);
  const unknown = siteIds ? settings.gateways.filter(({ site }) => !siteIds.has(site)) : [];
  if (unknown.length)
    throw new Error(
      unknown
        .map(({ id: gateway, site }) => `${file}: gateway ${gateway}: the region has no site "${site}"`)
        .join('\n'),
    );
  return {
    ...settings,
    ...climateIn(settings, file),
    ...(settings.https ? { https: filesIn(settings.https, dirname(file)) } : {}),
    data: resolve(dirname(file), settings.data),
  } as Settings;
}

const filesIn = (
  { certFile, keyFile, clientAuthorityFile }: NonNullable<z.infer<typeof shape>['https']>,
  folder: string,
): CertificateFiles => ({
  certFile: resolve(folder, certFile),
  keyFile: resolve(folder, keyFile),
  ...(clientAuthorityFile ? { clientAuthorityFile: resolve(folder, clientAuthorityFile) } : {}),
});

function climateIn({ climate }: z.infer<typeof shape>, file: string): Pick<Settings, 'climate'> {
  try {
    return climate ? { climate: withToken(climate, dirname(file)) } : {};
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

function check(content: unknown, file: string) {
  const checked = shape.safeParse(content);
  if (checked.success) return checked.data;
  throw new Error(
    checked.error.issues.map(({ path, message }) => `${file}: ${dotted(path)}: ${message}`).join('\n'),
  );
}

const dotted = (path: PropertyKey[]) =>
  path.reduce<string>(
    (so, part) => (typeof part === 'number' ? `${so}[${part}]` : so ? `${so}.${String(part)}` : String(part)),
    '',
  ) || 'the file';
