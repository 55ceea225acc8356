/** What is answered in a form of its own and not as JSON of a shape: files, photographs, figures for a program that watches, and the description of all this. */
import type { z } from 'zod';
import { formatTypes } from './http-jobs.ts';
import { uuid } from './http-list.ts';
import { hash, photoTypes } from './http-photos.ts';

type FileRoute = {
  about: string;
  /** Anyone may ask. */
  open: boolean;
  params: Record<string, z.ZodType>;
  /** Media types: it comes as one of them. */
  types: readonly string[];
};

export const fileRoutes = {
  '/api/files/{id}': {
    about: 'the file of an own report, paper or sheet of labels, once its job is done; a download',
    open: false,
    params: { id: uuid.describe('of the job') },
    types: Object.values(formatTypes),
  },
  '/api/photos/{id}/{hash}': {
    about: 'a photograph of a document',
    open: false,
    params: { id: uuid.describe('of the document'), hash },
    types: photoTypes,
  },
  '/metrics': {
    about: 'figures for Prometheus; from another computer for whoever may read the quarantine',
    open: false,
    params: {},
    types: ['text/plain'],
  },
  '/openapi.json': {
    about: 'this description',
    open: true,
    params: {},
    types: ['application/json'],
  },
} as const satisfies Record<string, FileRoute>;
