/** The server a gateway talks to, and how: over TLS, or on the same computer. What goes in the clear over a network shows the key to everybody on it, so that has to be asked for by name. */
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Notes, object, said, text } from './shape.ts';

/** `ca`: the certificates that may have signed the server's, as PEM; null for those the system trusts. `inClear`: over a network, because the file says so. */
export type ServerSettings = { url: string; key: string; ca: string | null; inClear: boolean };

/** @param file the configuration file; names in it are relative to it. */
export function server(value: unknown, path: string, file: string, note: Notes): ServerSettings {
  const row = object(value, path, note, ['url', 'keyFile', 'caFile?', 'plain?']);
  const url = link(row.url, `${path}.url`, note);
  const isTls = url.startsWith('mqtts:');
  const isFar = url !== '' && !isTls && !isLoopback(url);
  if (row.plain !== undefined && row.plain !== true)
    note(`${path}.plain`, `must be true or not be there, not ${said(row.plain)}`);
  else if (row.plain && url && !isFar)
    note(`${path}.plain`, 'is for mqtt:// to another computer only: take it out');
  if (isFar && row.plain === undefined)
    note(
      `${path}.url`,
      'sends the key in the clear: use mqtts://; "plain": true beside it allows it, on a line that something else keeps private',
    );
  if (row.caFile !== undefined && url && !isTls) note(`${path}.caFile`, 'is for mqtts:// only');
  const base = dirname(resolve(file));
  return {
    url,
    key: key(row.keyFile, `${path}.keyFile`, base, note),
    ca: row.caFile === undefined ? null : certificates(row.caFile, `${path}.caFile`, base, note),
    inClear: isFar,
  };
}

function link(value: unknown, path: string, note: Notes): string {
  const url = text(value, path, note, 'mqtts://host:port');
  if (!url || /^mqtts?:\/\/[^\s/@:]+(:\d{1,5})?$/.test(url)) return url;
  note(path, `must be mqtts://host:port, or mqtt://127.0.0.1:port on this computer, not ${said(value)}`);
  return '';
}

const isLoopback = (url: string) => /^mqtt:\/\/(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3})(:\d+)?$/i.test(url);

function key(value: unknown, path: string, base: string, note: Notes): string {
  const file = fileAt(value, path, base, note);
  if (!file) return '';
  try {
    if (statSync(file).mode & 0o077) note(path, `${file} can be read by others: chmod 600 it`);
    const held = readFileSync(file, 'utf8').trim();
    if (!/^[\x21-\x7e]{16,200}$/.test(held))
      note(path, `${file} holds no key: one line of 16 to 200 letters, digits and signs`);
    return held;
  } catch (error) {
    note(path, error instanceof Error ? error.message : 'cannot be read');
    return '';
  }
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Each is opened once: of a file without any, TLS would quietly trust nobody. */
function certificates(value: unknown, path: string, base: string, note: Notes): string {
  const file = fileAt(value, path, base, note);
  if (!file) return '';
  try {
    const held = readFileSync(file, 'utf8').match(pem) ?? [];
    if (!held.length) note(path, `${file} holds no certificate (PEM)`);
    for (const each of held) new X509Certificate(each);
    return held.join('\n');
  } catch (error) {
    note(path, `${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
    return '';
  }
}

function fileAt(value: unknown, path: string, base: string, note: Notes): string {
  const name = text(value, path, note, 'a file');
  return name ? resolve(base, name) : '';
}
