/** The sentence of a fault that came as its code alone; the code itself where a newer server knows more of them than this page. */
import { type FaultCode, faults } from '@changping/contracts/faults';

export function sentenceOfFault(code: string, lang: string): string {
  if (!Object.hasOwn(faults, code)) return code;
  return faults[code as FaultCode][lang === 'en' ? 'en' : 'zh'];
}
