/** Files: what somebody ordered, handed out once it is done, as a download that no browser runs, to whoever ordered it; and the photographs of documents, to whoever may see the document. */
import type { Express } from 'express';
import type { Asker } from '../../store/sessions.ts';
import type { Door } from './door.ts';

export type FileParts = {
  door: Pick<Door, 'asker'>;
  /** @throws Fault where there is none for this one, or not yet. */
  file(id: string, asker: Asker): { name: string; type: string; bytes: Uint8Array };
  /** @throws Fault where there is none for this one. */
  photo(document: string, hash: string, asker: Asker): Promise<{ type: string; bytes: Uint8Array }>;
  /** @throws Fault where this one may not ask for photographs, or has something else to do first. */
  admit(route: '/api/documents/{id}/photos', asker: Asker, site: null): void;
};

export function serveFiles(app: Express, { door, file, photo, admit }: FileParts): void {
  app.get('/api/files/:id', (request, response) => {
    response.set('cache-control', 'no-store');
    const { name, type, bytes } = file(String(request.params.id), door.asker(request));
    response.set('content-type', type);
    response.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  app.get('/api/photos/:document/:hash', async (request, response) => {
    response.set('cache-control', 'no-store');
    const asker = door.asker(request);
    admit('/api/documents/{id}/photos', asker, null);
    const { document, hash } = request.params;
    const { type, bytes } = await photo(document, hash, asker);
    // Its type is what its first bytes say; a browser that guesses another would run it.
    response.set('content-type', type).set('x-content-type-options', 'nosniff');
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}
