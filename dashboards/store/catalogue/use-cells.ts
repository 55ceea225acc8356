/** What a cell of a kind is called and what it says, in words: ids of categories, clocks and bases by their names, prices in yuan. */
import type { Catalogue } from '@changping/contracts/catalogue';
import type { CellField } from '@changping/contracts/catalogue-cells';
import type { Tier } from '@changping/contracts/live';
import { yuan } from '../../shared/figure.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { expiryEn } from '../../shared/words/expiry-en.ts';
import { expiryZh } from '../../shared/words/expiry-zh.ts';
import { useStoreWords } from '../use-store-words.tsx';

export type Cells = {
  label(field: CellField): string;
  told(field: CellField, text: string): string;
  tier(tier: Tier): string;
};

/** @param head whose categories are meant. */
export function useCells(head: Catalogue | undefined): Cells {
  const words = useStoreWords();
  const { catalogue, stock, lang, nameOf } = words;
  const expiry = lang === 'en' ? expiryEn : expiryZh;
  const tiers = useAnswer('/api/region').answer?.tiers ?? [];
  const tier = (id: string) => {
    const found = tiers.find((each) => each.tier === id);
    return found ? nameOf(found) : id;
  };
  const told: Partial<Record<CellField, (text: string) => string | undefined>> = {
    category: (text) => {
      const found = head?.categories.find(({ id }) => id === text);
      return found && nameOf(found);
    },
    zone: (text) => stock.placeOf[text],
    unit_cost_fen: (text) => (Number.isNaN(Number(text)) ? text : yuan(Number(text))),
    need_every: (text) => catalogue.every[text],
    clock: (text) => expiry.clock[text],
    service_clock: (text) => expiry.clock[text],
    basis: (text) => expiry.basis[text],
    grade: (text) => expiry.grade(text),
    retired: () => catalogue.yes,
  };
  return {
    tier,
    label(field) {
      const [, what, of] = /^(standing|dynamic)_(\w+)$/.exec(field) ?? [];
      if (what && of) return catalogue.level(tier(of), what as 'standing' | 'dynamic');
      return catalogue.field[field as keyof typeof catalogue.field];
    },
    told: (field, text) => (text === '' ? catalogue.none : (told[field]?.(text) ?? text)),
  };
}
