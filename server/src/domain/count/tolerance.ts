/** How much may differ before somebody else counts again, and how often a class is counted. No law says so: these are the house's own numbers, and they are shown as that wherever they are used. */
import type { LotFacts, Tolerance } from './facts.ts';

type Abc = LotFacts['abc'];

/** Base units and fen; of class A nothing. */
export const tolerance: Readonly<Record<Abc, Tolerance>> = Object.freeze({
  A: { quantity: 0, fen: 0 },
  B: { quantity: 2, fen: 50_000 },
  C: { quantity: 10, fen: 50_000 },
});

/** Cycle counting: the closer a class is watched, the oftener. */
export const everyDays: Readonly<Record<Abc, number>> = Object.freeze({ A: 90, B: 180, C: 365 });

export const basis = Object.freeze({
  zh: '内部假设：A 类每季、B 类每半年、C 类每年盘点一次，未引用标准',
  en: 'house assumption: class A each quarter, B each half-year, C each year; no standard is quoted',
});
