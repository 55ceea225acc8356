/** P24: a certificate ends politely. Whoever asks is warned 30, 7 and 1 days before, no server starts with one that is over, and one that is renewed while everybody asks loses nobody's question. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { makeCertificates } from '@changping/server/certs/make';
import { openServer } from '../contract/server.ts';

const day = 86_400_000;
const lasts = 397;
const askers = 4;

export async function certificates({ renewals, questions }: { renewals: number; questions: number }) {
  const counts = { renewals: 0, warnings: 0, refusedStarts: 0, questions: 0, renewedSeen: 0, lost: 0 };
  for (let n = 0; n < renewals; n++) {
    const folder = mkdtempSync(join(tmpdir(), 'changping-certificates-'));
    try {
      await one(folder, questions, counts);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return counts;
}

async function one(
  folder: string,
  questions: number,
  counts: Awaited<ReturnType<typeof certificates>>,
): Promise<void> {
  const files = { certFile: join(folder, 'server.crt'), keyFile: join(folder, 'server.key') };
  const make = (now: number) => makeCertificates({ folder, files, hosts: null, here: () => [], now });
  // A client goes by the real hour: by it the certificate has a week left.
  const made = Date.now() - 390 * day;
  make(made);
  let at = made;
  const wish = { https: files, wall: () => at as Instant };
  const server = await openServer(wish);
  const ca = readFileSync(join(folder, 'authority.crt'));
  try {
    for (const [left, within] of [
      [31, null],
      [30, 30],
      [8, 30],
      [7, 7],
      [1, 1],
    ] as const) {
      at = made + (lasts - left) * day;
      if ((await ask(server.port, ca)).within === within) counts.warnings++;
    }
    at = made + lasts * day;
    await openServer(wish).then(
      (late) => late.close(),
      () => counts.refusedStarts++,
    );
    at = made + 390 * day;
    const before = (await ask(server.port, ca)).fingerprint;
    const seen = new Set<string>();
    const asking = Array.from({ length: askers }, async () => {
      for (let i = 0; i < questions / askers; i++) {
        counts.questions++;
        const { status, fingerprint } = await ask(server.port, ca).catch(() => ({
          status: 0,
          fingerprint: '',
        }));
        if (status === 200) seen.add(fingerprint);
        else counts.lost++;
      }
    });
    make(at);
    server.renew();
    counts.renewals++;
    await Promise.all(asking);
    if ([...seen].some((each) => each !== before)) counts.renewedSeen++;
  } finally {
    await server.close();
  }
}

type Reply = { status: number; within: number | null | undefined; fingerprint: string };
/** On a line of its own. */
const ask = (port: number, ca: Buffer) =>
  new Promise<Reply>((done, fail) => {
    const agent = new Agent({ keepAlive: false });
    get({ host: '127.0.0.1', port, path: '/healthz', agent, ca, servername: 'localhost' }, async (answer) => {
      const fingerprint = (answer.socket as TLSSocket).getPeerCertificate().fingerprint256;
      let text = '';
      for await (const chunk of answer) text += chunk;
      const { certificate } = JSON.parse(text) as Answer<'/healthz'>;
      done({ status: answer.statusCode ?? 0, within: certificate?.within, fingerprint });
    }).on('error', fail);
  });
