/** What people ask and do about themselves and each other: coming in, accounts, the audit. */
import { z } from 'zod';
import { at, count, id, list, ordered, orNull, search, uuid } from './http-list.ts';
import { administrators, roles } from './roles.ts';

const role = z.enum(roles);
const line = z.string().trim().min(1).max(80);
const loginName = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[\p{L}\p{N}._-]+$/u, 'letters, digits, . _ -');
const secret = z.string().min(1).max(200);
const reason = z.string().trim().max(200).optional();

export const person = z.object({
  id: z.string(),
  name: z.string(),
  display: z.string(),
  unit: z.string().describe('a site, or the region: everything below it is in scope'),
  roles: z.array(role),
  isSample: z.boolean(),
});
const me = person.extend({
  csrf: z.string().describe('goes back as the header x-csrf of everything that changes something'),
  mustChange: z.boolean().describe('nothing else works before the password is changed'),
  needsSecondFactor: z.boolean().describe('an administrator without one: it has to be set up first'),
  handheld: orNull(z.object({ id: z.string(), name: z.string(), site: id })).describe(
    'the enrolled device that asks',
  ),
});
const tokenScope = z
  .object({
    unit: z.string().max(40).describe('a site, or the region; nothing outside it'),
    roles: z.array(role).min(1).max(roles.length).describe('of those of who makes it'),
  })
  .describe('what a token is bound to; in it nobody acts for another, and nothing is lent');
const session = z.object({
  id: count,
  kind: z.enum(['browser', 'token']),
  label: z.string(),
  scope: orNull(tokenScope).describe('null: all that its owner may'),
  address: z.string(),
  seenAt: at,
  endsAt: at,
});
const account = person.extend({
  createdAt: at,
  lockedUntil: orNull(at),
  disabledAt: orNull(at),
  hasSecondFactor: z.boolean(),
  isWeighty: z
    .boolean()
    .describe(
      'it administers, publishes policies or agrees to them: its certificate and its password change once a second administrator has confirmed it',
    ),
  certificate: orNull(z.string()).describe('SHA-256 of the certificate bound to it, 64 hex digits'),
  waits: orNull(
    z.object({
      what: z.enum(['certificate', 'roles', 'reset']),
      certificate: z
        .object({ fingerprint: z.string(), subject: z.string(), endsAt: at })
        .nullish()
        .describe('null: none any more'),
      roles: z.array(role).readonly().optional(),
      by: z.string(),
      at,
      reason: orNull(z.string()),
      endsAt: at.describe('it lapses then'),
      isLapsed: z.boolean(),
      given: orNull(z.object({ by: z.string(), at })).describe(
        'who last gave this account its password, and has it still where its owner did not change it; that one confirms no role of it',
      ),
      mayConfirm: z.boolean().describe('whoever asks'),
    }),
  ).describe('what a second person has to confirm before it holds'),
  sessions: z.array(session),
});
export const auditRow = z.object({
  id: count,
  at,
  account: z.string(),
  role: z.string(),
  device: orNull(z.string()),
  address: z.string(),
  action: z.string(),
  object: z.string(),
  before: orNull(z.unknown()),
  after: orNull(z.unknown()),
  reason: orNull(z.string()),
  result: z.string().describe('"ok", or the code of the fault it was refused with'),
  commit: z.object({ chain: z.string(), n: count, hash: z.string() }),
});

const moment = z.coerce.number().pipe(z.int().min(0)).optional();

export const peopleRoutes = {
  '/api/me': { about: 'who is asking', query: {}, params: {}, answer: me },
  '/api/door': {
    about: 'what a person who is not in yet may know',
    query: {},
    params: {},
    answer: z.object({
      /** The first start: the one-time codes wait to be used. */
      setUp: z.array(z.enum(administrators)).describe('administrators who are still missing'),
      samples: z
        .array(person.extend({ at: orNull(z.object({ name: z.string(), nameEn: z.string() })) }))
        .describe(
          'sample accounts of a demo on this computer, to come in with one click; `at`: their store, null for the whole region',
        ),
    }),
  },
  '/api/names': {
    about:
      'what the people behind the accounts are called; a partner and a neighbour are told their own alone',
    query: {},
    params: {},
    answer: list(z.object({ name: z.string().describe('of the account'), display: z.string() })),
  },
  '/api/sessions': {
    about: 'where the own account is in: browsers, handhelds, tokens; the newest first',
    query: ordered('sessions'),
    params: {},
    answer: list(
      session.extend({
        handheld: orNull(z.string()).describe('the enrolled device it was opened on'),
        isThis: z.boolean().describe('the one that asks'),
      }),
    ),
  },
  '/api/people': {
    about: 'accounts',
    query: { ...ordered('people'), text: search.describe('some of a name'), role: role.optional() },
    params: {},
    answer: list(account),
  },
  '/api/audit': {
    about: 'what people did',
    query: {
      ...ordered('audit'),
      account: z.string().max(80).optional(),
      object: z.string().max(80).optional(),
      action: z.string().max(80).optional(),
      result: z.enum(['ok', 'refused']).optional(),
      since: moment.describe('from then on'),
      until: moment.describe('and before then'),
    },
    params: {},
    answer: list(auditRow),
  },
} as const;

const done = z.object({ ok: z.literal(true) });
/** A first password, to be handed over by word or on paper: it is shown once. */
const given = z.object({ id: z.string(), password: z.string() });

/** Everything that changes something. `open`: for who is not in yet. */
export const peopleCommands = {
  '/api/session': {
    about: 'come in',
    open: true,
    params: {},
    body: z.strictObject({ name: z.string().max(80), password: secret, code: z.string().max(10).optional() }),
    answer: me,
  },
  '/api/session/sample': {
    about: 'come in with a sample account of a demo',
    open: true,
    params: {},
    body: z.strictObject({ name: z.string().max(80) }),
    answer: me,
  },
  '/api/session/end': { about: 'leave', open: false, params: {}, body: z.strictObject({}), answer: done },
  '/api/set-up': {
    about: 'the first start: a one-time code makes the account of its administrator',
    open: true,
    params: {},
    body: z.strictObject({ code: z.string().max(40), name: loginName, display: line, password: secret }),
    answer: me,
  },
  '/api/password': {
    about: 'change the own password; every other session ends',
    open: false,
    params: {},
    body: z.strictObject({ old: secret, password: secret }),
    answer: done,
  },
  '/api/second-factor': {
    about: 'set up the own one-time codes: first without a code for the secret, then with one to confirm',
    open: false,
    params: {},
    body: z.strictObject({ password: secret, code: z.string().max(10).optional() }),
    answer: z.object({
      ...{ secret: orNull(z.string()), uri: orNull(z.string()) },
      /** The URI as a QR code, in a box of so many units, for a phone's camera. */
      qr: orNull(z.object({ across: z.number(), down: z.number(), paths: z.array(z.string()) })),
    }),
  },
  '/api/people/create': {
    about: 'a new account without roles; its first password is in the answer, once',
    open: false,
    params: {},
    body: z.strictObject({ name: loginName, display: line, unit: id, reason }),
    answer: given,
  },
  '/api/people/roles': {
    about:
      'the roles of an account, all of them; its sessions end. Who is to become an administrator, a policy owner or a supervisor waits until an administrator of another kind confirms it',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, roles: z.array(role).max(roles.length), reason }),
    answer: done,
  },
  '/api/people/suspend': {
    about: 'nobody comes in with it any more, or again; suspended, what it has proposed falls',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, suspended: z.boolean(), reason }),
    answer: done,
  },
  '/api/people/reset': {
    about:
      'a new first password; the second factor, the certificate and the lock go, and so does what this one has proposed. Of somebody who publishes policies or agrees to them all that waits until an administrator of another kind than who asked confirms it',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, reason }),
    answer: given.extend({
      waits: z.boolean().describe('it comes in force once a second administrator has confirmed it'),
    }),
  },
  '/api/people/certificate': {
    about:
      'the certificate that is the second factor of an account, or none any more; its sessions end. An administrator’s waits until he, or an administrator of another kind than who asked, confirms it; a policy owner’s or a supervisor’s until such an administrator does',
    open: false,
    params: {},
    body: z.strictObject({
      id: uuid,
      certificate: orNull(z.string().max(16_000)).describe('PEM; null: none any more'),
      reason,
    }),
    answer: done,
  },
  '/api/people/confirm': {
    about:
      'what another administrator asked for an account, and waits for a second person: it holds now, or falls; who asked may let it fall; who last gave the account its password confirms no role of it',
    open: false,
    params: {},
    body: z.strictObject({ id: uuid, asked: at.describe('when, as it was seen'), yes: z.boolean(), reason }),
    answer: done,
  },
  '/api/sessions/end': {
    about: 'end a session: one’s own, or anybody’s by the security administrator',
    open: false,
    params: {},
    body: z.strictObject({ id: count, reason }),
    answer: done,
  },
  '/api/tokens': {
    about:
      'a token for a script, with the rights of who makes it, or a part of them, and an end; shown once; asked for with the own password, and never on a handheld',
    open: false,
    params: {},
    body: z.strictObject({
      ...{ label: line, days: z.int().min(1).max(366), isReadOnly: z.boolean() },
      scope: tokenScope.optional(),
      password: z.string().max(200).describe('of a sample account, which has none: empty'),
    }),
    answer: z.object({ token: z.string(), endsAt: at }),
  },
} as const;
