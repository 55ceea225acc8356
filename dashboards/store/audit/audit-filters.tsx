/** By whom, on what, which act, how it ended and on which days: what of the audit is shown, held by the URL. */
import {
  type DocumentAction,
  type DocumentType,
  documentActions,
  documentTypes,
} from '@changping/contracts/document-words';
import { Button } from 'antd';
import { useState } from 'react';
import { auditActions } from '../../shared/words/audit-actions.ts';
import { Choice } from '../list/choice.tsx';
import { Entry } from '../list/entry.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';

export const results = ['ok', 'refused'] as const;

export function AuditFilters() {
  const words = useStoreWords();
  const { audit, lists, states } = words;
  const { asked, filter } = useWhere();
  const [account, setAccount] = useState(asked.account ?? '');
  const [object, setObject] = useState(asked.object ?? '');
  const [since, setSince] = useState(asked.since ?? '');
  const [until, setUntil] = useState(asked.until ?? '');
  const named = { ...auditActions, ...(asked.action ? { [asked.action]: true } : {}) };
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        filter({ account: account.trim(), object: object.trim(), since, until });
      }}
    >
      <Choice
        label={lists.action}
        value={asked.action ?? ''}
        all={states.all}
        options={Object.keys(named).map((value) => ({ value, label: actionTold(value, words) }))}
        choose={(action) => filter({ action })}
      />
      <Choice
        label={audit.result}
        value={results.find((each) => each === asked.result) ?? ''}
        all={states.all}
        options={[
          { value: 'ok', label: lists.isOk },
          { value: 'refused', label: lists.isRefused },
        ]}
        choose={(result) => filter({ result })}
      />
      <Entry label={audit.account} value={account} set={setAccount} />
      <Entry label={audit.object} value={object} set={setObject} />
      <Entry label={lists.since} type="date" value={since} set={setSince} />
      <Entry label={lists.until} type="date" value={until} set={setUntil} />
      <Button htmlType="submit">{audit.find}</Button>
    </form>
  );
}

/** Of a document its type and the step. */
export function actionTold(action: string, { said }: Speech): string {
  const [type = '', step = ''] = action.split('.');
  return Object.hasOwn(documentTypes, type) && !Object.hasOwn(auditActions, action)
    ? `${said(documentTypes, type as DocumentType)} · ${said(documentActions, step as DocumentAction)}`
    : said(auditActions, action);
}
