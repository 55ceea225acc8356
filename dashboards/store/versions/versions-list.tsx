/** The versions of a policy: which stands, from when until when, who wrote it, who agreed, and why; each opens its rows. */
import type { Answer } from '@changping/contracts/http';
import { dateTime } from '../../shared/time.ts';
import type { Listed } from '../../shared/use-list.ts';
import { inLang } from '../../shared/words/in-lang.ts';
import { HeldList } from '../list/held-list.tsx';
import type { Column } from '../list/table.tsx';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import type { Asked, Page } from '../where.ts';

export type Version = Omit<Answer<'/api/policies'>['items'][number], 'rules'>;
type VersionsProps<Row> = {
  versions: Listed<Row>;
  /** Where the rows of a version are shown. */
  page: Page;
  more?: readonly Column<Row>[];
};

/** Which version is opened changes no order. */
export const ordersIn = ({ sort = '', sort2 = '' }: Asked): Asked => ({ sort, sort2 });

/** The version in force. */
export const standing = <Row extends Version>(items: readonly Row[] | undefined): Row | undefined =>
  items?.find(({ state }) => state === 'standing');

export function VersionsList<Row extends Version>({ versions, page, more = [] }: VersionsProps<Row>) {
  const words = useStoreWords();
  const names = useNames();
  const { policy: said } = words;
  const orders = ordersIn(useWhere().asked);
  return (
    <section>
      <h2>{said.versions}</h2>
      <HeldList
        usual="-version"
        label={said.versions}
        list={versions}
        keyOf={({ version }) => version}
        none={words.states.none}
        columns={[
          {
            name: 'version',
            title: words.approving.chosen,
            text: ({ version }) => `${version}`,
            by: ({ version }) => version,
            cell: ({ version }) => (
              <Go to={page} asked={{ ...orders, version: String(version) }}>
                {said.nth(version)}
              </Go>
            ),
          },
          stateColumn(words),
          ...termColumns(words, names),
          ...more,
        ]}
      />
    </section>
  );
}

export const stateColumn = <Row extends Version>(words: Speech): Column<Row> => ({
  name: 'state',
  title: words.policy.state,
  text: ({ state }) => words.policy.stateOf[state],
  cell: ({ state }) => <Standing state={state} words={words} />,
});

/** From when until when it stands, who wrote it, who agreed, and why. */
export const termColumns = <Row extends Version>(
  { policy, proposals, states, lang }: Speech,
  names: Names,
): Column<Row>[] => [
  { name: 'since', title: policy.since, text: ({ since }) => dateTime(since), by: ({ since }) => since },
  {
    name: 'until',
    title: policy.until,
    text: ({ until }) => (until === null ? states.none : dateTime(until)),
    by: ({ until }) => until,
  },
  {
    name: 'written',
    title: policy.written,
    text: (row) => writtenTold(row, names.person(row.by), proposals, names),
    by: ({ at }) => at,
  },
  { name: 'reason', title: policy.reason, text: ({ reason }) => inLang(reason, lang) },
];

/** @param by what whoever wrote it is called. */
export const writtenTold = (
  { at, agreedBy }: Pick<Version, 'at' | 'agreedBy'>,
  by: string,
  { agreedBy: agreed }: Speech['proposals'],
  { person }: Names,
): string => [dateTime(at), by, ...(agreedBy === null ? [] : [agreed(person(agreedBy))])].join(' · ');

const marks = {
  coming: ['note', '◷'],
  standing: ['good', '●'],
  over: ['none', '○'],
  never: ['none', '–'],
} as const;

function Standing({ state, words }: { state: Version['state']; words: Speech }) {
  const [look, sign] = marks[state];
  return (
    <span className={`mark mark-${look}`}>
      <span aria-hidden="true">{sign}</span> {words.policy.stateOf[state]}
    </span>
  );
}
