/** Goods that can not be taken, as a refusal that names each line and what is to be done about it. */
import { Fault, type FaultCode } from '@changping/contracts/faults';
import type { Doubt } from './out-of-turn.ts';

/** Of one sort at a time, with so many lines at most. */
export function faultOf([first, ...rest]: readonly [Doubt, ...Doubt[]]): Fault {
  const code = codes[first.why];
  const same = [first, ...rest.filter(({ why }) => codes[why] === code)];
  const told = (at: 0 | 1) => same.slice(0, most).map((doubt) => sentence(doubt)[at]);
  const left = same.length - most;
  const more = left > 0 ? [`；另有 ${left} 行`, `; and ${left} lines more`] : ['', ''];
  return new Fault(code, `${told(0).join('；')}${more[0]}。 ${told(1).join('; ')}${more[1]}`);
}
const most = 5;
const codes: Readonly<Record<Doubt['why'], FaultCode>> = {
  ...{ expired: 'goodsExpired', lifeTooShort: 'lifeTooShort', noReference: 'lifeTooShort' },
  ...{ held: 'goodsUnfit', inInspection: 'goodsUnfit', damaged: 'goodsUnfit', notUsable: 'goodsUnfit' },
  ...{ notForThis: 'goodsUnfit', outOfTurn: 'outOfTurn' },
};

function sentence(doubt: Doubt): readonly [string, string] {
  const [zh, en] = reason(doubt);
  return [`第 ${doubt.line} 行批次 ${doubt.lot}：${zh}`, `line ${doubt.line}, lot ${doubt.lot}: ${en}`];
}

function reason(doubt: Doubt): readonly [string, string] {
  switch (doubt.why) {
    case 'expired':
      return [`${doubt.on} 到期`, `expired on ${doubt.on}`];
    case 'lifeTooShort': {
      const { remainingDays: days, minimumDays: asked } = doubt;
      return [`还有 ${days} 天，要求 ${asked} 天`, `keeps ${days} days, ${asked} were asked`];
    }
    case 'noReference':
      return [
        `无有效期依据，要求 ${doubt.minimumDays} 天`,
        `nobody knows its end, ${doubt.minimumDays} days were asked`,
      ];
    case 'outOfTurn': {
      const on = doubt.on === null ? ['', ''] : [`（${doubt.on} 到期）`, ` (until ${doubt.on})`];
      return [`应先发批次 ${doubt.first}${on[0]}`, `lot ${doubt.first}${on[1]} goes out first`];
    }
    case 'notForThis':
      return [`${grades[doubt.grade] ?? doubt.grade}级不用于此`, `graded "${doubt.grade}"`];
    default: {
      const quality = doubt.why === 'notUsable' ? doubt.quality : doubt.why;
      return [qualities[quality] ?? quality, `quality "${quality}"`];
    }
  }
}
const qualities: Readonly<Record<string, string>> = { held: '封存', inInspection: '待检', damaged: '损坏' };
const grades: Readonly<Record<string, string>> = {
  ...{ reserve: '储备', duty: '勤务', training: '训练', dispose: '处置' },
};
