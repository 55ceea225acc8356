/** Everything that changes something: POST, JSON, from our own page or with a token; its body checked whole before anything happens. */
import { Fault } from '@changping/contracts/faults';
import {
  type Command,
  type CommandAnswer,
  type CommandBody,
  commands,
} from '@changping/contracts/http-commands';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { hiddenSignIn } from '../../domain/hidden-signs.ts';
import { tokenIn } from '../../domain/token-in.ts';
import type { Held } from '../../store/handhelds.ts';
import type { Asker, Entered, Stranger } from '../../store/sessions.ts';
import { bytesBody } from './bytes-body.ts';
import type { Door } from './door.ts';
import type { Turnstile } from './turnstile.ts';

type Result<C extends Command> = CommandAnswer<C> | Promise<CommandAnswer<C>>;
type Entering = '/api/session' | '/api/session/sample' | '/api/set-up';
/** What a handheld does about itself: nobody has to be in. */
type OfHandheld = {
  /** `session`: what its browser holds already. `token`: for the handheld alone to keep. */
  '/api/handhelds/enrol'(
    body: CommandBody<'/api/handhelds/enrol'>,
    who: Stranger,
    session: string | null,
  ): { token: string; answer: CommandAnswer<'/api/handhelds/enrol'> };
  '/api/handhelds/leftover'(
    body: CommandBody<'/api/handhelds/leftover'>,
    who: Stranger,
    held: Held | null,
  ): CommandAnswer<'/api/handhelds/leftover'>;
};
/** They carry a file, which is decoded when they come here. */
type Bringing = '/api/photos/keep' | '/api/imports/upload';
export type Head<C extends Bringing> = Omit<CommandBody<C>, 'bytes'>;
export type Brought<C extends Bringing> = Head<C> & { bytes: Uint8Array };
/** May this one bring such a file? Asked before it is read. @throws Fault */
export type MayBring = { [C in Bringing]: (head: Head<C>, asker: Asker) => void };
export type Deeds = {
  [C in Exclude<Command, Entering | Bringing | keyof OfHandheld>]: (
    body: CommandBody<C>,
    asker: Asker,
  ) => Result<C>;
} & { [C in Bringing]: (body: Brought<C>, asker: Asker) => Result<C> } & {
  [C in Entering]: (body: CommandBody<C>, who: Stranger) => Entered | Promise<Entered>;
} & OfHandheld;
export type CommandParts = {
  deeds: Deeds;
  door: Door;
  /** @throws Fault where more has to be done first than this command. */
  ready(command: Command, asker: Asker): void;
  turnstile: Turnstile;
  mayBring: MayBring;
  /** Whoever is in and was refused leaves one row, also where it did not come to an act; does nothing where the act has written it. */
  refused(asker: Asker, path: string, asked: unknown, fault: Fault): void;
  /** What of a refusal this one may read. */
  told(asker: Asker, fault: Fault): Fault;
  /** Of a command that waited on a handheld. @throws Fault where a person has to look at it first. @returns what to call with its end. */
  signed(asker: Asker, command: Command, body: unknown): (result: string) => void;
};

const bodyMost = '256kb';
/** Bytes as base64: a photograph of 5 MB, a file of 10 MB. */
const bytesMost: Readonly<Record<Bringing, number>> = {
  '/api/photos/keep': 7 * 2 ** 20,
  '/api/imports/upload': 14 * 2 ** 20,
};
/** A minute. A person mistypes a few times; a handheld that comes back to the line sends what waited. */
const triesOfName = 20;
const triesOfAddress = 200;
const stretchesOfPerson = 30;
const commandsOfPerson = 600;
const triesOfHandheld = 600;
const photosOfPerson = 120;
/** At once: each is 7 or 14 MB in memory while it comes, however slowly. */
const filesAtOnce = 8;
const filesOfPersonAtOnce = 2;

export function serveCommands(
  app: Express,
  { deeds, door, ready, turnstile, mayBring, signed, refused, told }: CommandParts,
): void {
  /** Whose files are coming in. */
  const coming: string[] = [];
  for (const command of Object.keys(commands) as Command[]) {
    const { open, body: shape } = commands[command];
    const read = express.json({ limit: bodyMost, strict: false });
    app.post(command, async (request: Request, response: Response) => {
      response.set('cache-control', 'no-store');
      const given = (): Promise<unknown> => bodyOf(read, request, response);
      if (command === '/api/handhelds/enrol' || command === '/api/handhelds/leftover') {
        const held = door.held(request);
        const who = { ...door.stranger(request, false), handheld: held };
        turnstile(`${who.address} handheld`, triesOfHandheld);
        const body = checkedBody(shape, await given());
        if (command === '/api/handhelds/leftover') {
          response.json(deeds[command](body as CommandBody<typeof command>, who, held));
          return;
        }
        const { token, answer } = deeds[command](
          body as CommandBody<typeof command>,
          who,
          tokenIn(request.headers),
        );
        door.keepHandheld(response, token);
        response.json(answer);
        return;
      }
      if (open) {
        const who = door.stranger(request);
        const body = checkedBody(shape, await given()) as { name: string };
        // By name first, or one desk of many people would be shut by one of them.
        turnstile(`${who.address} ${body.name}`, triesOfName);
        turnstile(who.address, triesOfAddress);
        const { token, me } = await (deeds[command] as Enter)(body, who);
        door.keep(response, token);
        response.json(me);
        return;
      }
      const asker = door.asker(request);
      let asked: unknown;
      const hear = (said: unknown) => {
        asked = said;
        return said;
      };
      const whole = () =>
        isBringing(command) ? brought(command, request, asker, hear) : given().then(hear).then(checked);
      const checked = (body: unknown) => checkedBody(shape, body);
      const work = () => obey(command, request, asker, whole);
      const done = isBringing(command) ? inPlace(asker.person.id, work) : work();
      const answer = await done.catch((error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        refused(asker, command, asked, error);
        throw told(asker, error);
      });
      if (command === '/api/session/end') door.drop(response);
      response.json(answer);
    });
  }

  async function brought(
    command: Bringing,
    request: Request,
    asker: Asker,
    hear: (said: unknown) => unknown,
  ): Promise<unknown> {
    const shape = z.strictObject(commands[command].body.shape).omit({ bytes: true });
    const { head, bytes } = await bytesBody(request, bytesMost[command], (said) => {
      const head = checkedBody(shape, hear(said));
      (mayBring[command] as (head: unknown, asker: Asker) => void)(head, asker);
      return head as object;
    });
    return { ...head, bytes };
  }

  /** @throws Fault storeBusy */
  async function inPlace(person: string, work: () => Promise<unknown>): Promise<unknown> {
    const own = coming.filter((each) => each === person).length;
    if (coming.length >= filesAtOnce || own >= filesOfPersonAtOnce) throw new Fault('storeBusy');
    coming.push(person);
    try {
      return await work();
    } finally {
      coming.splice(coming.indexOf(person), 1);
    }
  }

  async function obey(
    command: Command,
    request: Request,
    asker: Asker,
    given: () => Promise<unknown>,
  ): Promise<unknown> {
    door.mayChange(request, asker);
    ready(command, asker);
    // Before the body: to read it, take it apart and check it is what a flood would cost.
    turnstile(asker.person.id, commandsOfPerson);
    if (command === '/api/photos/keep') turnstile(`${asker.person.id} photos`, photosOfPerson);
    const body = await given();
    if (stretches(command, body)) turnstile(`${asker.person.id} stretch`, stretchesOfPerson);
    const ended = signed(asker, command, isBringing(command) ? { ...(body as object), bytes: null } : body);
    try {
      const answer = await (deeds[command] as Deed)(body, asker);
      ended('ok');
      return answer;
    } catch (error) {
      if (error instanceof Fault) ended(error.code);
      throw error;
    }
  }
}

const isBringing = (command: Command): command is Bringing => Object.hasOwn(bytesMost, command);

/** Does it cost the stretching of a password? */
const stretches = (command: Command, body: unknown): boolean =>
  /^\/api\/(password|second-factor|tokens|people\/(create|reset))$/.test(command) ||
  (body as { second?: { password?: string } }).second?.password !== undefined;

type Enter = (body: unknown, who: Stranger) => Entered | Promise<Entered>;
type Deed = (body: unknown, asker: Asker) => unknown;

/** Read when it is known who asks: a stranger's body costs nothing. @throws Fault bodyType, bodyTooLarge, bodyBroken */
function bodyOf(read: RequestHandler, request: Request, response: Response): Promise<unknown> {
  if (!request.is('application/json')) throw new Fault('bodyType', request.headers['content-type'] ?? 'none');
  return new Promise((done, fail) => {
    void read(request, response, (error?: unknown) =>
      error === undefined ? done(request.body) : fail(brokenAs(error)),
    );
  });
}

function brokenAs(error: unknown): unknown {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  return status === 413 ? new Fault('bodyTooLarge') : status === 400 ? new Fault('bodyBroken') : error;
}

function checkedBody(shape: z.ZodType, body: unknown): unknown {
  const result = shape.safeParse(body);
  const hidden = result.success ? hiddenSignIn(result.data) : null;
  if (hidden !== null) throw new Fault('hiddenSigns', hidden);
  if (result.success) return result.data;
  const why = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Fault('bodyShape', why.join('; ').slice(0, 1000));
}
