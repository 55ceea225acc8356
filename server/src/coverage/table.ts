/** The report for a person at a terminal. */
import type { KindCoverage } from '../planner/summary.ts';
import type { Region } from '../region.ts';
import type { Report } from './report.ts';

export function tableOf(report: Report, { name, nameEn, standards, kinds }: Region): string {
  const { minutes, km } = standards;
  const nameOf = new Map<string, string>(kinds.map((kind) => [kind.id, `${kind.name} ${kind.nameEn}`]));
  const rows = report.kinds.map((kind) => row(nameOf.get(kind.kind) ?? kind.kind, kind.holders, kind));
  const head = [
    '品种 kind',
    '库点 depots',
    '人口 people',
    '面积 area',
    '仅时间 time only',
    '仅距离 distance only',
    '均否 neither',
    '第二库点 second',
    `直线 ${km} km`,
  ];
  const noPosition = report.unreachable.filter(({ why }) => why === 'noPosition');
  return [
    `${name} ${nameEn}: ${minutes} 分钟且路程 ${km} 公里内 within ${minutes} min and ${km} km by road`,
    ...(report.schematicRoads
      ? [
          '示意路网：以下比例只说明方法，不是证明 · schematic roads: the shares below show the method, they are no proof',
        ]
      : []),
    '',
    aligned([head, ...rows, row('全部品种 all kinds', null, report.all)]),
    '',
    '等待最久 wait longest:',
    aligned(
      report.worst
        .slice(0, 10)
        .map(({ place, minutes: taken, km: length, by, kind, class: standing }) => [
          `  ${place}`,
          taken === null ? '无可用库点 nobody' : `${taken.toFixed(1)} min`,
          length === null ? '' : `${length.toFixed(1)} km`,
          by ?? '',
          nameOf.get(kind ?? '') ?? '',
          standing === 'both' ? '' : '未覆盖 not covered',
        ]),
    ),
    '',
    `无路 no road: ${listed(report.unreachable.filter(({ why }) => why === 'noRoad'))}`,
    `位置未知 no position: ${noPosition.length} 处 places, ${noPosition.reduce((sum, { people }) => sum + people, 0).toLocaleString('en')} 人 people of ${report.people.toLocaleString('en')}`,
    '',
    '依据 resting on:',
    ...report.assumptions.map((each) => `  · ${each}`),
  ].join('\n');
}

const row = (
  label: string,
  holders: number | null,
  { people, area, peopleByClass, twice, straight }: Omit<KindCoverage, 'kind' | 'holders'>,
): string[] => [
  label,
  holders === null ? '' : String(holders),
  percent(people),
  percent(area),
  percent(peopleByClass.timeOnly),
  percent(peopleByClass.distanceOnly),
  percent(peopleByClass.neither),
  percent(twice.people),
  percent(straight.people),
];

/** Never rounded up to the whole. */
const percent = (share: number) => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;

const listed = (rows: Report['unreachable']) =>
  rows.length ? rows.map(({ place }) => place).join('、') : '没有 none';

function aligned(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((each) => widthOf(each[i] ?? ''))));
  return rows
    .map((each) =>
      each
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A Chinese character takes two columns of a terminal. */
const widthOf = (text: string) => [...text].reduce((sum, char) => sum + (/[⺀-￯]/.test(char) ? 2 : 1), 0);
