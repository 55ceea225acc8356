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
  /** @throws Fault tooMany */
  turnstile(address: string): void;
};

const bodyMost = '256kb';

export function serveCommands(app: Express, { deeds, door, ready, turnstile }: CommandParts): void {
  const read = express.json({ limit: bodyMost, strict: true });
  for (const command of Object.keys(commands) as Command[]) {
    const { open, body: shape } = commands[command];
    app.post(command, isJson, read, broken, async (request: Request, response: Response) => {
      response.set('cache-control', 'no-store');
      if (open) {
        const who = door.stranger(request);
        turnstile(who.address);
        const { token, me } = await (deeds[command] as Enter)(checkedBody(shape, request.body), who);
        door.keep(response, token);
        response.json(me);
        return;
      }
      const asker = door.asker(request);
      door.mayChange(request, asker);
      ready(command, asker);
      const answer = await (deeds[command] as Deed)(checkedBody(shape, request.body), asker);
      if (command === '/api/session/end') door.drop(response);
      response.json(answer);
    });
  }
}

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
