/** What a password must be, every fault of it told at once. A long sentence is as good as many sorts of signs; what everybody tries first, what bears the account's name and what was used lately is refused. */
import type { FaultCode } from '@changping/contracts/faults';
import type { Instant } from '@changping/contracts/units';

export type PasswordFault = Extract<FaultCode, `password${string}`>;
/** `matches`: does it match each earlier password of the account, the newest first. Only their hashes are kept, so who holds those compares. */
export type PasswordFacts = { name: string; matches: readonly boolean[] };

export const shortest = 10;
/** From here on the sorts of signs don't matter. */
export const sentence = 16;
/** Hashing must not become work that a stranger can order. */
export const longest = 128;
export const remembered = 5;
/** GB/T 22239 wants a term; this one is the house's. */
export const termDays = 90;

/** @param password as `normalised` gives it. */
export function passwordFaults(password: string, { name, matches }: PasswordFacts): PasswordFault[] {
  const length = [...password].length;
  const faults: PasswordFault[] = [];
  if (length < shortest) faults.push('passwordShort');
  if (length > longest) faults.push('passwordLong');
  if (length < sentence && classesOf(password) < 3) faults.push('passwordPlain');
  if (isMonotonous(password)) faults.push('passwordMonotonous');
  if (bears(password, name)) faults.push('passwordName');
  if (isCommon(password)) faults.push('passwordCommon');
  if (matches.slice(0, remembered).includes(true)) faults.push('passwordUsed');
  return faults;
}

/** The same letters however a keyboard sends them: full width, or an accent as a sign of its own. */
export const normalised = (typed: string): string => typed.normalize('NFKC');

/** The first one was given by somebody else, and none lasts forever. */
export const mustChange = (
  { isGiven, changedAt }: { isGiven: boolean; changedAt: Instant },
  now: Instant,
): boolean => isGiven || now - changedAt >= termDays * 86_400_000;

const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u, /\p{Lo}/u];
const classesOf = (password: string): number => classes.filter((each) => each.test(password)).length;

/** Four signs over and over, or half of it in a row of the alphabet. */
function isMonotonous(password: string): boolean {
  const codes = [...password].map((sign) => sign.codePointAt(0) as number);
  if (new Set(codes).size <= 4) return true;
  let [run, longestRun] = [1, 1];
  for (let at = 1; at < codes.length; at++) {
    const step = (codes[at] as number) - (codes[at - 1] as number);
    const before = at > 1 ? (codes[at - 1] as number) - (codes[at - 2] as number) : step;
    run = Math.abs(step) > 1 ? 1 : step === before || run === 1 ? run + 1 : 2;
    longestRun = Math.max(longestRun, run);
  }
  return longestRun * 2 >= codes.length && longestRun >= 4;
}

function bears(password: string, name: string): boolean {
  const [within, sought] = [password.toLowerCase(), name.toLowerCase()];
  if ([...sought].length < 3) return within === sought;
  return within.includes(sought) || within.includes([...sought].reverse().join(''));
}

/** A common word with a few signs around it is still that word: so little is tried in seconds. */
function isCommon(password: string): boolean {
  const low = password.toLowerCase();
  const plain = [...low].map((sign) => written[sign] ?? sign).join('');
  return common.some((word) =>
    [low, plain].some((text) => text.includes(word) && text.length - word.length < 6),
  );
}

const written: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't' },
  ...{ '@': 'a', $: 's', '!': 'i' },
};

/** From lists of what is tried first, Chinese habits among them, and the names of this house. */
const common: readonly string[] = [
  ...['password', 'passwd', 'admin', 'administrator', 'welcome', 'letmein', 'iloveyou', 'monkey', 'dragon'],
  ...['qwerty', 'qwertyuiop', 'asdfgh', 'zxcvbn', 'qazwsx', '1qaz2wsx', '1q2w3e4r', 'q1w2e3r4', 'abc123'],
  ...['123456', '12345678', '123123', '111111', '000000', '666666', '888888', '112233', '654321', '147258'],
  ...['5201314', '1314520', 'woaini', 'aini1314', 'a123456', 'asd123', 'qwe123', 'zaq12wsx', 'root', 'test'],
  ...['changping', 'ningxia', 'yinchuan', 'gongan', 'jingcha', 'cangku', 'police', 'nihao', 'mima', 'huawei'],
];
