/** npm run changping -- new-code: a fresh set-up code for an administrator who has lost password or phone. Only whoever has the server's disk can make one; using it is an act of the server, with its row in the chain. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Administrator, administrators } from '@changping/contracts/roles';
import { instant } from '@changping/contracts/units';
import Sqlite from 'better-sqlite3';
import { readSettings } from '../settings.ts';
import { setUpCodes } from '../store/set-up-codes.ts';

const usage = `npm run changping -- new-code --settings FILE --role ${administrators.join('|')}
  A code for that administrator to make a new account with, on the page /enter/?code within an hour; works beside a running server.
  Whoever holds the role until then is suspended in the moment it is used.`;

try {
  const { values } = parseArgs({
    options: { settings: { type: 'string' }, role: { type: 'string' }, help: { type: 'boolean' } },
    args: process.argv.slice(2).filter((word, at) => at > 0 || word !== 'new-code'),
  });
  const role = administrators.find((each) => each === values.role);
  if (values.help || !values.settings || !role) {
    console.log(usage);
    process.exit(values.help ? 0 : 2);
  }
  console.log(make(resolve(process.env.INIT_CWD ?? '.', values.settings), role));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}

function make(settings: string, role: Administrator): string {
  const file = join(readSettings(settings).data, 'changping.sqlite');
  if (!existsSync(file)) throw new Error(`There is no database ${file}.`);
  const raw = new Sqlite(file, { fileMustExist: true });
  raw.pragma('busy_timeout = 5000');
  raw.pragma('synchronous = FULL');
  try {
    const code = setUpCodes({ raw }).again(role, instant(Date.now()));
    return `${role} ${code}\nHand it to that person alone: within an hour it makes a new account on the page /enter/?code, and the one before is suspended.`;
  } finally {
    raw.close();
  }
}
