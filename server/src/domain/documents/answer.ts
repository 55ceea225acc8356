/** What comes of asking a document for a step: a new document and the moves to post, or a refusal that says what to do. */
import type { Word } from '@changping/contracts/document-words';
import type { Document, Move } from '@changping/contracts/documents';
import type { FaultCode } from '@changping/contracts/faults';

export type Done = { ok: true; document: Document; moves: Move[] };
/** `detail`: for the person, in both languages. */
export type Refused = { ok: false; code: FaultCode; detail: { zh: string; en: string } };

export const refused = (code: FaultCode, zh: string, en: string): Refused => ({
  ok: false,
  code,
  detail: { zh, en },
});

/** Names of a word table in a row, for a sentence. */
export const named = (all: readonly Word[], language: 0 | 1): string =>
  all.map((word) => word[language]).join(language === 0 ? '、' : ', ');
