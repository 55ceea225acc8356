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
  admit(route: '/api/documents/{id}/photos' | '/api/jobs/{id}', asker: Asker, site: null): void;
  /** Whoever is turned away leaves a row. */
  heard<Result>(asker: Asker, path: string, asked: object, told: () => Result): Promise<Awaited<Result>>;
};

export function serveFiles(app: Express, { door, file, photo, admit, heard }: FileParts): void {
  app.get('/api/files/:id', async (request, response) => {
    response.set('cache-control', 'no-store');
    const asker = door.asker(request);
    const { id } = request.params;
    const { name, type, bytes } = await heard(asker, '/api/files/{id}', { id }, () => {
      admit('/api/jobs/{id}', asker, null);
      return file(id, asker);
    });
    response.set('content-type', type);
    response.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  app.get('/api/photos/:id/:hash', async (request, response) => {
    response.set('cache-control', 'no-store');
    const asker = door.asker(request);
    const { id, hash } = request.params;
    const { type, bytes } = await heard(asker, '/api/photos/{id}/{hash}', { id }, () => {
      admit('/api/documents/{id}/photos', asker, null);
      return photo(id, hash, asker);
    });
    // Its type is what its first bytes say; a browser that guesses another would run it.
    response.set('content-type', type).set('x-content-type-options', 'nosniff');
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}
