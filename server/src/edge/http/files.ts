/** Files that somebody ordered: handed out once they are done, as a download that no browser runs, to whoever ordered them. */
import type { Express } from 'express';
import type { Asker } from '../../store/sessions.ts';
import type { Door } from './door.ts';

export type FileParts = {
  door: Pick<Door, 'asker'>;
  /** @throws Fault where there is none for this one, or not yet. */
  file(id: string, asker: Asker): { name: string; type: string; bytes: Uint8Array };
};

export function serveFiles(app: Express, { door, file }: FileParts): void {
  app.get('/api/files/:id', (request, response) => {
    response.set('cache-control', 'no-store');
    const { name, type, bytes } = file(String(request.params.id), door.asker(request));
    response.set('content-type', type);
    response.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}
