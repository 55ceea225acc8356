/** Which steps a page may offer to a person: those that the document's state allows, that he has the duty for, and of which something is left to do. */
import type { Outcome } from '@changping/contracts/document-words';
import type { AvailableStep, Document, DutiesBySite } from '@changping/contracts/documents';
import { left } from './lines.ts';
import { dateAsked, hasMoved, rulesNow } from './machine.ts';
import { holds, siteOf } from './signatures.ts';
import type { Stage, StepRule } from './table.ts';
import { tables } from './tables.ts';

/** @param duties what the person may do at each of the sites concerned. */
export function availableSteps(document: Document, duties: DutiesBySite): AvailableStep[] {
  const { stages } = tables[document.type];
  return rulesNow(document).flatMap((rule) => {
    const site = siteOf(document, rule);
    if (!holds({ duties }, rule.by, site) || (rule.unmoved && hasMoved(document))) return [];
    // Only a handheld knows what is leased to it, and says so by itself.
    if (rule.action === 'useLease') return [];
    const stage = rule.stage === undefined ? undefined : stages[rule.stage];
    const outcomes = stage ? outcomesOf(stage, rule) : [];
    const open = stage ? leftOf(document, stage) : [];
    if (stage && !open.length && !outcomes.some(({ beyond }) => beyond)) return [];
    return {
      ...{ action: rule.action, site, by: rule.by, second: rule.second ?? null },
      ...{ needs: rule.needs ?? [], dueAt: dateAsked(document, rule), outcomes, left: open },
    };
  });
}

const outcomesOf = ({ as }: Stage, { only }: StepRule): AvailableStep['outcomes'] =>
  (Object.keys(as) as Outcome[])
    .filter((name) => !only || only.includes(name))
    .map((name) => ({ as: name, reason: !!as[name]?.reason, beyond: !!as[name]?.beyond }));

const leftOf = ({ lines }: Document, stage: Stage): AvailableStep['left'] =>
  lines.flatMap((line) => {
    const quantity = left(line, stage);
    return quantity > 0 ? { line: line.n, quantity } : [];
  });
