/** What can be wrong with a table of approvals, each mistake at its row; a refusal carries them in its detail, one form written and read here. */
import { type Word, words } from './document-words.ts';

export const policyMistakes = words({
  sameId: ['规则名与另一条相同', 'another row has this name'],
  emptyRange: ['金额区间为空', 'no value lies in this range'],
  noSignature: ['没有任何签字', 'nobody has to sign'],
  countBelowOne: ['签字人数须至少 1 人', 'a signature is of one person at least'],
  nobodyMay: ['所选角色都没有此职责', 'none of these roles can hold the duty'],
  nobodyThere: ['该单位现能办理，按新规则无人可签', 'somebody can sign there now, and nobody could any more'],
  actFirstOnlyApproval: ['只有审批可以先调后补', 'only an approval may come after'],
  byAskerOnlyHandOut: [
    '只有设了金额上限的领用发货可由申请人自行办理',
    'only the release of hand-outs below a value may be by who asked',
  ],
  noGeneralRow: ['此职责缺少不设条件的一条', 'the duty has no row without conditions'],
  neverReached: ['前面的规则已全部覆盖，永远用不到', 'a row before it takes every document it could have'],
  tooIntricate: [
    '条件组合过多，请合并规则',
    'the rows tell too many sorts of documents apart: put some together',
  ],
} satisfies Record<string, Word>);
export type PolicyMistakeName = keyof typeof policyMistakes;
/** `rule`: the row's name; of noGeneralRow the duty that has none. `unit`: where nobody could sign. */
export type PolicyMistake = { rule: string; fault: PolicyMistakeName; unit?: string };

const most = 50;
export const mistakesText = (mistakes: readonly PolicyMistake[]): string =>
  mistakes
    .slice(0, most)
    .map(({ rule, fault, unit }) => `${rule}: ${fault}${unit === undefined ? '' : ` ${unit}`}`)
    .join('; ');

/** What does not read as one is left out. */
export function mistakesIn(text: string): PolicyMistake[] {
  return text.split('; ').flatMap((each) => {
    const [, rule, fault, unit] = /^([\w-]+): (\w+)(?: (\S+))?$/.exec(each) ?? [];
    if (rule === undefined || fault === undefined || !Object.hasOwn(policyMistakes, fault)) return [];
    return [{ rule, fault: fault as PolicyMistakeName, ...(unit === undefined ? {} : { unit }) }];
  });
}
