/** The HTTP interface: every route of the contract's table, each question checked before it is answered; the pages; and one form of error that says what to do. */
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Fault, type FaultCode, faults } from '@changping/contracts/faults';
import { type Answer, type Query, type Route, routes } from '@changping/contracts/http';
import { commands } from '@changping/contracts/http-commands';
import { isForeign, isOwnHost, isOwnOrigin } from '@changping/contracts/own-host';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { needs } from '../../domain/access.ts';
import { diskFault } from '../../domain/disk-fault.ts';
import type { Asker, Stranger } from '../../store/sessions.ts';
import { sendJson } from './answer.ts';
import { type CommandParts, serveCommands } from './commands.ts';
import type { Door } from './door.ts';
import { type FileParts, serveFiles } from './files.ts';
import { foreignPage, foreignPolicy } from './foreign-page.ts';
import { nonceFor, pages } from './pages.ts';

/** `asker`: null on a route that anyone may ask. */
export type Who = { asker: Asker | null; stranger: Stranger };
/** One function a route; `params` are checked already, and whether this one may ask. */
export type Answers = {
  [R in Route]: (query: Query<R>, params: Params<R>, who: Who) => Answer<R> | Promise<Answer<R>>;
};
type Params<R extends Route> = z.infer<z.ZodObject<(typeof routes)[R]['params']>>;
export type HttpParts = {
  answers: Answers;
  door: Door;
  /** Does this Host header mean us? */
  isOurs(host: string | undefined): boolean;
  /** The certificate, and who signs those of people; null: in the clear, on loopback. */
  tls: { cert: string; key: string; ca?: string } | null;
  commands: Omit<CommandParts, 'door'>;
  /** May this one ask that of this store (null: of none that is named)? @throws Fault where not. */
  admit(route: Route, asker: Asker, site: string | null): void;
  /** A fifth of a second's work: made at the first question, and once. */
  openapi(): object;
  file: FileParts['file'];
  photo: FileParts['photo'];
  metrics: { text(): Promise<string>; type: string };
  /** The built pages. */
  pages: string;
  failed(error: unknown, path: string): void;
};

export const leastTls = 'TLSv1.2';
const headersWithin = 10_000;
const requestWithin = 30_000;
/** Node looks every 30 s by itself, so its limits would be three times as long. */
const checkEvery = 1000;
/** Half a year. */
const stayOnTls = `max-age=${180 * 86_400}`;

export function openHttp(parts: HttpParts): Server {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.locals.nonce = nonceFor(request.path);
    // A browser would hold it against every other program of this computer that serves in the clear.
    if (parts.tls && !isOwnHost(request.headers.host)) response.set('strict-transport-security', stayOnTls);
    shields(request, response, next);
  });
  app.use((request, response, next) => {
    if (!parts.isOurs(request.headers.host) || isForeign(request.headers['sec-fetch-site']))
      throw new Fault('foreignOrigin');
    // Where another reader of these bytes sees no body, it sees a second request: nothing after them is read.
    if (!/^(?:chunked)?$/i.test(request.headers['transfer-encoding'] ?? '')) {
      response.set('connection', 'close');
      throw new Fault('badQuery', 'transfer-encoding');
    }
    if (request.url.includes('%00')) throw new Fault('badQuery', 'NUL');
    if (!isOwnOrigin(request.headers.origin, request.headers.host)) throw new Fault('foreignOrigin');
    const isCommand = Object.hasOwn(commands, request.path);
    if (isCommand ? request.method !== 'POST' : request.method !== 'GET' && request.method !== 'HEAD') {
      response.set('allow', isCommand ? 'POST' : 'GET, HEAD');
      throw new Fault('methodNotAllowed');
    }
    next();
  });
  serveCommands(app, { ...parts.commands, door: parts.door });
  for (const route of Object.keys(routes) as Route[]) serve(route, parts.answers[route] as AnyAnswer);

  function serve(route: Route, answer: AnyAnswer): void {
    const query = z.strictObject(routes[route].query);
    const params = z.object(routes[route].params);
    app.get(route.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, response) => {
      response.set('cache-control', 'no-store');
      const { by } = needs[route];
      const who = {
        asker: by === 'anyone' ? null : parts.door.asker(request),
        stranger: parts.door.stranger(request),
      };
      const asked = checked(query, request.query) as { site?: string };
      const named = checked(params, request.params);
      const told = async () => {
        const isByAnswer = hasScope(route, 'answer');
        if (who.asker && !isByAnswer) parts.admit(route, who.asker, asked.site ?? null);
        const answered = await answer(asked, named, who);
        if (who.asker && isByAnswer) parts.admit(route, who.asker, siteOf(answered as Sited));
        return answered;
      };
      const { asker } = who;
      await sendJson(
        request,
        response,
        await (asker ? heard(asker, route, { ...asked, ...named }, told) : told()),
      );
    });
  }
  /** Whoever is in and is turned away, or asks for what may be another's, leaves a row. */
  async function heard<Result>(
    asker: Asker,
    path: string,
    asked: object,
    told: () => Result,
  ): Promise<Awaited<Result>> {
    try {
      return await told();
    } catch (error) {
      if (error instanceof Fault && isTurnedAway(error)) parts.commands.refused(asker, path, asked, error);
      throw error;
    }
  }

  serveFiles(app, { ...parts, heard });
  const described = once(parts.openapi);
  app.get('/openapi.json', (request, response) => sendJson(request, response, described()));
  app.get('/metrics', async (request, response) => {
    if (!parts.door.stranger(request).isLocal)
      parts.admit('/api/quarantine', parts.door.asker(request), null);
    response.type(parts.metrics.type).send(await parts.metrics.text());
  });
  app.use(pages(parts.pages));
  app.use(() => {
    throw new Fault('notFound');
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const fault = faultOf(error);
    if (fault.code === 'internal') parts.failed(error, request.path);
    const { status, remedy, retry, zh, en } = faults[fault.code];
    response.status(status);
    if (fault.code === 'foreignOrigin' && isRead(request)) {
      const { host = '' } = request.headers;
      const [isOurs, isSecure] = [parts.isOurs(host), parts.tls !== null];
      response.set({ 'content-security-policy': foreignPolicy, 'cache-control': 'no-store' });
      response.type('html').send(foreignPage({ host, isOurs, path: request.originalUrl, isSecure }));
    } else
      response.json({
        fault: { code: fault.code, remedy, retry, sentence: { zh, en }, detail: fault.detail },
      });
  });

  const limits = {
    headersTimeout: headersWithin,
    requestTimeout: requestWithin,
    connectionsCheckingInterval: checkEvery,
  };
  return parts.tls
    ? createSecureServer(
        // Whoever comes without a certificate comes in as ever: what it proves is judged at the login.
        {
          ...{ ...limits, ...parts.tls, handshakeTimeout: headersWithin, minVersion: leastTls },
          ...{ requestCert: parts.tls.ca !== undefined, rejectUnauthorized: false },
        },
        app,
      )
    : createServer(limits, app);
}

function once<Result>(make: () => Result): () => Result {
  let made: { result: Result } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}

/** By a person, in a browser that opens a page. */
const isRead = (request: Request): boolean =>
  !request.path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html';

type AnyAnswer = (query: unknown, params: unknown, who: Who) => unknown;

const isTurnedAway = ({ code }: Fault): boolean => faults[code].status === 403 || faults[code].status === 404;

const hasScope = (route: Route, scope: string): boolean => {
  const need = needs[route];
  return 'of' in need && need.of === scope;
};

/** The store an answer tells of: its own, or where its piece lies, or where its tag was seen. */
type Sited = {
  id?: unknown;
  site?: string;
  piece?: { place: string | null } | null;
  seen?: { site: string } | null;
};
const siteOf = ({ id, site, piece, seen }: Sited): string | null =>
  site ?? piece?.place?.split('/')[0] ?? seen?.site ?? (typeof id === 'string' ? id : null);

const styleSource = (nonce: string | null): string => (nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`);

/** The page of the handheld alone reads codes with a program of its own making. */
const scriptSource = (path: string): string =>
  /^\/scanner\/(?:index\.html)?$/.test(path) ? "'self' 'wasm-unsafe-eval'" : "'self'";

// The map draws in a worker of its own and keeps images as blobs; nothing else comes from anywhere but here.
const shields = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: [(request) => scriptSource((request as Request).path)],
      workerSrc: ["'self'", 'blob:'],
      styleSrc: [(_request, response) => styleSource((response as Response).locals.nonce)],
      imgSrc: ["'self'", 'data:', 'blob:'],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  },
  // Set by hand, where it may be.
  strictTransportSecurity: false,
});

function checked<Shape extends z.ZodType>(shape: Shape, given: unknown): z.infer<Shape> {
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  const why = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Fault('badQuery', why.join('; ').slice(0, 300));
}

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  // What the full disk did not take was not kept; what the store is too busy for may be asked again.
  if (error instanceof Error && diskFault(error) === 'disk')
    return new Fault(isFull(error) ? 'diskFull' : 'storeBusy');
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  const code: FaultCode = status === 404 ? 'notFound' : status < 500 ? 'badQuery' : 'internal';
  return new Fault(code);
}

const isFull = (error: Error) => 'code' in error && /FULL|ENOSPC|EDQUOT/.test(String(error.code));
