/** The rows of people: who they are, which roles they hold, how they prove who they are. Writing runs inside an act's transaction. */
import type { Role } from '@changping/contracts/roles';
import type { Instant } from '@changping/contracts/units';
import type { Tries } from '../domain/lockout.ts';
import { remembered } from '../domain/password.ts';
import type { Database } from './database.ts';
import { uuid7 } from './uuid.ts';

export type Person = {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly display: string;
  readonly unit: string;
  readonly roles: readonly Role[];
  /** Never of a row: of who is in by a token that is bound. */
  readonly within?: string;
  readonly held?: readonly Role[];
  /** `password`: its hash. `isGiven`: somebody else chose it. */
  readonly password: string | null;
  readonly passwordAt: Instant;
  readonly isGiven: boolean;
  readonly tries: Tries;
  readonly totp: string | null;
  readonly totpStep: number;
  /** SHA-256 of the certificate that is this one's second factor, 64 hex digits. */
  readonly certificate: string | null;
  readonly isSample: boolean;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
};
export type NewPerson = Pick<Person, 'name' | 'display' | 'unit' | 'roles'> & {
  password: string | null;
  isGiven: boolean;
  isSample: boolean;
};
export type Accounts = {
  find(name: string): Person | undefined;
  get(key: number): Person | undefined;
  byId(id: string): Person | undefined;
  list(): Person[];
  /** @returns undefined where the name is taken. */
  add(person: NewPerson, now: Instant): Person | undefined;
  /** The one before goes to the past ones. */
  setPassword(key: number, password: string, isGiven: boolean, now: Instant): void;
  /** Hashes, the newest first, the present one at the head. */
  passwordsOf(key: number): string[];
  setTries(key: number, tries: Tries): void;
  setRoles(key: number, roles: readonly Role[]): void;
  setTotp(key: number, secret: string | null, step: number): void;
  /** Is it somebody else's? */
  isTaken(key: number, fingerprint: string | null): boolean;
  /** @returns false where it is somebody else's. */
  setCertificate(key: number, fingerprint: string | null): boolean;
  suspend(key: number, at: Instant | null): void;
};

/** One account a name, however it is typed. */
export const nameOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

export function accounts({ raw }: Pick<Database, 'raw'>): Accounts {
  const columns = `key, id, name, display, unit, password, password_at as passwordAt, is_given as isGiven, failures,
    locked_until as lockedUntil, totp, totp_step as totpStep, certificate, is_sample as isSample, created_at as createdAt, disabled_at as disabledAt,
    (select group_concat(role) from account_role where account = account.key) as roles`;
  const byName = raw.prepare(`select ${columns} from account where name = ?`);
  const byKey = raw.prepare(`select ${columns} from account where key = ?`);
  const byId = raw.prepare(`select ${columns} from account where id = ?`);
  const all = raw.prepare(`select ${columns} from account order by key`);
  const add = raw.prepare(
    `insert into account (id, name, display, unit, password, password_at, is_given, failures, locked_until, totp, totp_step, is_sample, created_at, disabled_at)
     values (?, ?, ?, ?, ?, ?, ?, 0, null, null, 0, ?, ?, null) on conflict (name) do nothing`,
  );
  const addRole = raw.prepare('insert into account_role (account, role) values (?, ?)');
  const dropRoles = raw.prepare('delete from account_role where account = ?');
  const keepPast = raw.prepare(
    'insert into password_past (account, password, at) select key, password, ? from account where key = ? and password is not null',
  );
  const past = raw
    .prepare('select password from password_past where account = ? order by key desc limit ?')
    .pluck();
  const setPassword = raw.prepare(
    'update account set password = ?, password_at = ?, is_given = ? where key = ?',
  );
  const setTries = raw.prepare('update account set failures = ?, locked_until = ? where key = ?');
  const setTotp = raw.prepare('update account set totp = ?, totp_step = ? where key = ?');
  const setCertificate = raw.prepare(
    `update account set certificate = $fingerprint where key = $key
     and not exists (select 1 from account where certificate = $fingerprint and key <> $key)`,
  );
  const isTaken = raw.prepare('select 1 from account where certificate = ? and key <> ?');
  const suspend = raw.prepare('update account set disabled_at = ? where key = ?');

  const found = (row: unknown) => (row === undefined ? undefined : personOf(row as Row));
  const setRoles = (key: number, roles: readonly Role[]): void => {
    dropRoles.run(key);
    for (const role of roles) addRole.run(key, role);
  };
  return {
    find: (name) => found(byName.get(nameOf(name))),
    get: (key) => found(byKey.get(key)),
    byId: (id) => found(byId.get(id)),
    list: () => (all.all() as Row[]).map(personOf),
    add({ name, display, unit, roles, password, isGiven, isSample }, now) {
      const row = [uuid7(now), nameOf(name), display, unit, password, now, Number(isGiven)];
      const { changes, lastInsertRowid } = add.run(...row, Number(isSample), now);
      if (!changes) return undefined;
      setRoles(Number(lastInsertRowid), roles);
      return found(byKey.get(lastInsertRowid));
    },
    setPassword(key, password, isGiven, now) {
      keepPast.run(now, key);
      setPassword.run(password, now, Number(isGiven), key);
    },
    passwordsOf(key) {
      const present = found(byKey.get(key))?.password;
      return [...(present ? [present] : []), ...(past.all(key, remembered) as string[])].slice(0, remembered);
    },
    setTries: (key, { failures, lockedUntil }) => void setTries.run(failures, lockedUntil, key),
    setRoles,
    setTotp: (key, secret, step) => void setTotp.run(secret, step, key),
    setCertificate: (key, fingerprint) => setCertificate.run({ key, fingerprint }).changes > 0,
    isTaken: (key, fingerprint) => isTaken.get(fingerprint, key) !== undefined,
    suspend: (key, at) => void suspend.run(at, key),
  };
}

type Row = Omit<Person, 'roles' | 'tries' | 'isGiven' | 'isSample'> & {
  failures: number;
  lockedUntil: Instant | null;
  isGiven: number;
  isSample: number;
  roles: string | null;
};
const personOf = ({ failures, lockedUntil, isGiven, isSample, roles, ...row }: Row): Person => ({
  ...row,
  tries: { failures, lockedUntil },
  isGiven: isGiven === 1,
  isSample: isSample === 1,
  roles: (roles?.split(',') ?? []) as Role[],
});
