/** An InfluxDB server, version 1 or 2, or one that speaks like it: takes lines through the official client and answers InfluxQL. */
import { HttpError, InfluxDB, setLogger } from '@influxdata/influxdb-client';
import type { Sent } from './forward.ts';
import { verdict } from './verdict.ts';

export type InfluxSettings = {
  url: string;
  api: 'v1' | 'v2';
  org: string;
  /** The database of a version 1. */
  bucket: string;
  /** user:password of a version 1. */
  token: string;
};
export type InfluxServer = {
  /** Never rejects: what went wrong is the verdict. */
  send(text: string, givenUp: AbortSignal): Promise<Sent>;
  ask(influxql: string): Promise<{ status: number | undefined; body: string }>;
};

const answerWithin = 10_000;

export function influxServer({ url, api, org, bucket, token }: InfluxSettings): InfluxServer {
  const address = url.replace(/\/+$/, '');
  const authorization = api === 'v1' ? `Basic ${Buffer.from(token).toString('base64')}` : `Token ${token}`;
  // It would write to the console.
  setLogger({ error() {}, warn() {} });

  // Below the client's own writer, which counts a text's bytes one by one and can't give a single batch up.
  const { transport } = new InfluxDB({ url: address, headers: { authorization } });
  const path =
    api === 'v1'
      ? `/write?${new URLSearchParams({ db: bucket, precision: 'ms' })}`
      : `/api/v2/write?${new URLSearchParams({ org, bucket, precision: 'ms' })}`;
  const headers = { 'content-type': 'text/plain; charset=utf-8' };

  return {
    async send(text, givenUp) {
      try {
        await transport.request(path, text, { method: 'POST', headers, signal: givenUp });
        return { verdict: verdict(204), why: '' };
      } catch (error) {
        if (!(error instanceof HttpError)) return { verdict: verdict(undefined), why: said(error) };
        const why = `${error.statusCode} ${error.body ?? error.statusMessage}`.slice(0, 300);
        return { verdict: verdict(error.statusCode, error.body), why };
      }
    },
    async ask(influxql) {
      const query = new URLSearchParams({ db: bucket, epoch: 'ms', q: influxql });
      try {
        const answer = await fetch(`${address}/query?${query}`, {
          headers: { authorization },
          redirect: 'error',
          signal: AbortSignal.timeout(answerWithin),
        });
        return { status: answer.status, body: await answer.text() };
      } catch (error) {
        return { status: undefined, body: said(error) };
      }
    },
  };
}

/** A refused connection hides its reason one level down. */
function said(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}
