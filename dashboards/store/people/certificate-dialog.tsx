/** The certificate that an account shows at the door: which is bound, another one out of its file, or none any more. */
import { Button } from 'antd';
import { useId, useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import type { Account } from './people-page.tsx';

export function CertificateDialog({ who, done, close }: { who: Account; done(): void; close(): void }) {
  const { certificate: words, people, states, colon } = useStoreWords();
  const deed = useDeed();
  const id = useId();
  const [pem, setPem] = useState('');
  const [reason, setReason] = useState('');
  const name = `${who.display} (${who.name})`;
  const send = async (certificate: string | null) => {
    const body = { id: who.id, certificate, ...(reason.trim() ? { reason } : {}) };
    if (await deed.run(() => tell('/api/people/certificate', body))) done();
  };
  return (
    <Dialog
      title={words.title(name)}
      action={`${words.set}${colon}${name}`}
      deed={deed}
      send={() => void send(pem)}
      close={close}
      isReady={pem !== ''}
    >
      <p className="hint">{words.hint}</p>
      {who.certificate === null ? (
        <p>{words.none}</p>
      ) : (
        <p>
          {words.bound}
          {colon}
          <span className="code">{who.certificate.match(/.{1,4}/g)?.join(' ')}</span>{' '}
          <Button danger onClick={() => void send(null)}>
            {words.drop}
          </Button>
        </p>
      )}
      <div className="field">
        <label htmlFor={id}>{words.file}</label>
        <input
          id={id}
          type="file"
          accept=".pem,.crt,.cer,.der"
          onChange={({ target }) => void pemOf(target.files?.[0]).then(setPem)}
        />
      </div>
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}

/** A certificate is small; what is larger is none. */
const bytesMost = 8000;

async function pemOf(file: File | undefined): Promise<string> {
  if (!file) return '';
  const bytes = new Uint8Array(await file.slice(0, bytesMost).arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  if (text.includes('-----BEGIN')) return text;
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
