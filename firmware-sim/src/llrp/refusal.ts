/** Why a reader does not do what it is told, as LLRP says it: a status code, words for a person, and what it was about. */
import { tlv, u16, utf8 } from './bytes.ts';

export const codes = {
  success: 0,
  parameterError: 100,
  fieldError: 101,
  missingParameter: 103,
  overflowParameter: 105,
  unknownParameter: 107,
  unsupportedMessage: 109,
  unsupportedVersion: 110,
  unsupportedParameter: 111,
  invalid: 300,
  outOfRange: 301,
} as const;
export type Code = (typeof codes)[keyof typeof codes];

/** `field` counts from 0 within its message; `parameter` is a type. Both carry a code of their own. */
export type About = { field?: [number, Code]; parameter?: [number, Code] };

export class Refusal extends Error {
  readonly code: Code;
  readonly about: About;
  constructor(code: Code, words: string, about: About = {}) {
    super(words);
    this.code = code;
    this.about = about;
  }
}

/** LLRPStatus of a success or of a refusal. */
export function status(refusal?: Refusal): Buffer {
  const { code = codes.success, message = '', about = {} } = refusal ?? {};
  return tlv(
    287,
    u16(code),
    utf8(message),
    ...(about.field ? [tlv(288, ...about.field.map(u16))] : []),
    ...(about.parameter ? [tlv(289, ...about.parameter.map(u16))] : []),
  );
}
