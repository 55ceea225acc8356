/** Letters that were set aside, each with the reason in words. */
import { whole } from '../../shared/figure.ts';
import { dateTime } from '../../shared/time.ts';
import { useList } from '../../shared/use-list.ts';
import { sentenceOfFault } from '../../shared/words/fault.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { List } from './listed.tsx';

export function Quarantine() {
  const words = useWords();
  const list = useList('/api/quarantine', {});
  return (
    <List list={list} none={words.facts.noneQuarantine}>
      {(items) => (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.facts.openedAt}</th>
              <th scope="col">{words.site.gateway}</th>
              <th scope="col">{words.facts.quarantine}</th>
              <th scope="col" className="end">
                {words.facts.times}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, arrivedAt, gateway, fault, why, times }) => (
              <tr key={id}>
                <td>{dateTime(arrivedAt)}</td>
                <td className="code">{gateway}</td>
                <td>
                  {sentenceOfFault(fault, words.lang)}
                  <small className="code">{why}</small>
                </td>
                <td className="end">{whole(times)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </List>
  );
}
