/** What the page itself refuses, in the sentence that the server would give. */
import { type FaultCode, faults } from '@changping/contracts/faults';
import { Refused } from '../shared/ask.ts';

export function refusedHere(code: string, detail = ''): Refused {
  const fault = Object.hasOwn(faults, code) ? faults[code as FaultCode] : undefined;
  const sentence = fault && { zh: fault.zh, en: fault.en };
  return new Refused({ code, retry: fault?.retry ?? false, sentence, detail });
}
