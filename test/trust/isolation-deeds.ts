/** P21’s commands: each that names what lies in a store, with what that store has. */
import { randomUUID } from 'node:crypto';
import { type Command, type CommandBody, commands } from '@changping/contracts/http-commands';
import type { Store, Things } from './isolation-sites.ts';

/** What may be done with the things of a store, by whoever may: each command that has one to name. */
export function deedsAt(site: Store, things: Things): [Command, object][] {
  const { document, counted, imported, kit, piece, lot, photo, bytes, handheld, hook, epc, report } = things;
  const [id, key] = [randomUUID(), randomUUID()];
  const slot = (place: string) => ({ place, quality: 'usable', grade: 'reserve', owner: site }) as const;
  const from = slot(`${site}/receiving`);
  const line = { kind: 'quilt', lot, piece, wanted: 10, from };
  const open = { id, site, lines: [{ ...line, to: slot(`${site}/ordinary`) }] };
  const deeds: { [C in Command]?: CommandBody<C> | CommandBody<C>[] } = {
    '/api/documents/open': [
      { ...open, type: 'putAway' },
      { ...open, type: 'inspection', lines: [{ ...line, to: from }] },
      { ...open, type: 'disposal', lines: [{ ...line, to: from }] },
      { ...open, type: 'handOut', lines: [{ ...line, to: slot('unit/rescue-1') }] },
      { ...open, type: 'spotCheck', lines: [{ item: '门锁', wanted: 1 }] },
    ],
    '/api/documents/step': [
      { id: document, version: 2, action: 'cancel', reason: 'x' },
      { id: counted, version: 2, action: 'submit' },
    ],
    '/api/documents/correct': { id: document, version: 2, reason: 'x', second: { name: 'approver' } },
    '/api/counts/open': { id, site, places: [`${site}/ordinary`] },
    '/api/counts/add': { id: counted, device: id, round: 1, scans: [], covered: [] },
    '/api/counts/set-aside': { id: counted, scans: [id], reason: 'x' },
    '/api/counts/post': { id: counted, version: 2, reasons: [] },
    '/api/kits/assemble': { key, site, name: 'x', plan: [{ kind: 'quilt', quantity: 1 }], pieces: [] },
    '/api/kits/add': { key, kit, pieces: [piece] },
    '/api/kits/take-out': { key, kit, pieces: [piece], reason: '试拆' },
    '/api/kits/dissolve': { key, kit, reason: '试拆' },
    '/api/leases/give': { handheld, pieces: [piece], lots: [], hours: 1 },
    '/api/leases/end': { piece, reason: 'x' },
    '/api/photos/keep': { id: document, hash: photo, bytes },
    '/api/pieces/bind': { key, piece, epc, reason: 'x' },
    '/api/pieces/open': { key, piece, reason: 'x' },
    '/api/pieces/close': { key, piece: 'NEW', lot, quantity: 1, from },
    '/api/jobs/start': { id, report: 'stock', format: 'csv', lang: 'zh', site },
    '/api/jobs/stop': { id: report },
    '/api/imports/upload': { id, kind: 'stock', site, name: 'x.csv', bytes: 'YQ==' },
    '/api/imports/map': { id: imported, mapping: {} },
    '/api/imports/apply': { id: imported },
    '/api/reviews/settle': { document, finding: 'x' },
    '/api/sharing/propose': { after: 0, site, kinds: [], reason: 'x' },
    '/api/hooks/add': {
      name: 'x',
      url: 'http://127.0.0.1:1/',
      format: 'wecom',
      unit: site,
      topics: ['expiry'],
      lang: 'zh',
    },
    '/api/hooks/test': { id: hook },
    '/api/hooks/pause': { id: hook, paused: true },
    '/api/hooks/remove': { id: hook },
    '/api/handhelds/code': { name: 'x', site },
    '/api/handhelds/revoke': { id: handheld },
  };
  return (Object.entries(deeds) as [Command, object | object[]][]).flatMap(([command, bodies]) =>
    [bodies].flat().map((body): [Command, object] => [command, body]),
  );
}

/** What names no store and nothing that lies in one. */
export const placeless = (Object.keys(commands) as Command[]).filter(
  (command) => !deedsAt('RC-S', {} as Things).some(([each]) => each === command),
);
