/** A report before it has a form: what it is about, its tables, who is to sign. Every writer of files takes this and nothing else. */
import type { Head } from '../store/verify.ts';

export type Cell = string | number | null;
/** `width`: relative to the others of its table. */
export type Column = { title: string; width: number; isNumber?: true };
export type Table = { title?: string; columns: readonly Column[]; rows: readonly (readonly Cell[])[] };
export type Paper = {
  /** Of the file, without its ending. */
  name: string;
  title: string;
  /** Under which head of its chain it was made. */
  head: Head;
  about: readonly (readonly [label: string, text: string])[];
  tables: readonly Table[];
  notes: readonly string[];
  /** Lines to sign on: the words before them. */
  signatures: readonly string[];
  /** What the QR code in its corner says. */
  code?: string;
};
export type File = { name: string; type: string; bytes: Uint8Array };

/** Between two rows or pages: how much of it is done, 0…1. */
export type Told = (share: number) => void;
