/** Everything that changes something: POST, JSON, from our own page or with a token; its body checked whole before anything happens. */
import { Fault } from '@changping/contracts/faults';
import {
  type Command,
  type CommandAnswer,
  type CommandBody,
  commands,
} from '@changping/contracts/http-commands';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { Asker, Entered, Stranger } from '../../store/sessions.ts';
import type { Door } from './door.ts';
import type { Turnstile } from './turnstile.ts';

type Result<C extends Command> = CommandAnswer<C> | Promise<CommandAnswer<C>>;
export type Entering = '/api/session' | '/api/session/sample' | '/api/set-up';
export type Deeds = {
  [C in Exclude<Command, Entering>]: (body: CommandBody<C>, asker: Asker) => Result<C>;
} & { [C in Entering]: (body: CommandBody<C>, who: Stranger) => Entered | Promise<Entered> };
export type CommandParts = {
  deeds: Deeds;
  door: Door;
  /** @throws Fault where more has to be done first than this command. */
  ready(command: Command, asker: Asker): void;
  turnstile: Turnstile;
};

const bodyMost = '256kb';
/** A minute. A person mistypes a few times; a handheld that comes back to the line sends what waited. */
const triesOfName = 20;
const triesOfAddress = 200;
const stretchesOfPerson = 30;
const commandsOfPerson = 600;

export function serveCommands(app: Express, { deeds, door, ready, turnstile }: CommandParts): void {
  const read = express.json({ limit: bodyMost, strict: true });
  for (const command of Object.keys(commands) as Command[]) {
    const { open, body: shape } = commands[command];
    app.post(command, isJson, read, broken, async (request: Request, response: Response) => {
      response.set('cache-control', 'no-store');
      if (open) {
        const who = door.stranger(request);
        const body = checkedBody(shape, request.body) as { name: string };
        // By name first, or one desk of many people would be shut by one of them.
        turnstile(`${who.address} ${body.name}`, triesOfName);
        turnstile(who.address, triesOfAddress);
        const { token, me } = await (deeds[command] as Enter)(body, who);
        door.keep(response, token);
        response.json(me);
        return;
      }
      const asker = door.asker(request);
      door.mayChange(request, asker);
      ready(command, asker);
      const body = checkedBody(shape, request.body);
      if (stretches(command, body)) turnstile(`${asker.person.id} stretch`, stretchesOfPerson);
      turnstile(asker.person.id, commandsOfPerson);
      const answer = await (deeds[command] as Deed)(body, asker);
      if (command === '/api/session/end') door.drop(response);
      response.json(answer);
    });
  }
}

/** Does it cost the stretching of a password? */
const stretches = (command: Command, body: unknown): boolean =>
  /^\/api\/(password|second-factor|people\/(create|reset))$/.test(command) ||
  (body as { second?: { password?: string } }).second?.password !== undefined;

type Enter = (body: unknown, who: Stranger) => Entered | Promise<Entered>;
type Deed = (body: unknown, asker: Asker) => unknown;

function isJson(request: Request, _response: Response, next: NextFunction): void {
  if (!request.is('application/json')) throw new Fault('bodyType', request.headers['content-type'] ?? 'none');
  next();
}

function broken(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  next(
    status === 413 ? new Fault('bodyTooLarge') : status === 400 ? new Fault('bodyShape', 'not JSON') : error,
  );
}

function checkedBody(shape: z.ZodType, body: unknown): unknown {
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const why = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Fault('bodyShape', why.join('; ').slice(0, 1000));
}
