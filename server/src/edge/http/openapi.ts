/** /openapi.json, made from the table of routes that also checks every question and every test's answer. */
import { fault, routes } from '@changping/contracts/http';
import { commands } from '@changping/contracts/http-commands';
import { fileRoutes } from '@changping/contracts/http-files';
import { z } from 'zod';
import { cookieName } from '../../domain/token-in.ts';

type Json = Record<string, unknown>;

export function openapi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: '常平 Changping',
      version,
      description:
        'Lists are pages: `?limit=` up to 500 items, `?after=` the `next` of the page before. Scripts send a token; a browser that changes something sends the `csrf` of /api/me as the header x-csrf.',
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: cookieName },
      },
    },
    security: [{ token: [] }, { session: [] }],
    paths: {
      ...Object.fromEntries(
        Object.entries(routes).map(([path, { about, query, params, answer }]) => [
          path,
          {
            get: {
              summary: about,
              parameters: [...parameters(params, 'path'), ...parameters(query, 'query')],
              responses: responses(about, answer),
            },
          },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(fileRoutes).map(([path, { about, open, params, types }]) => [
          path,
          {
            get: {
              summary: about,
              ...(open ? { security: [] } : {}),
              parameters: parameters(params, 'path'),
              responses: described(about, Object.fromEntries(types.map((type) => [type, {}]))),
            },
          },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(commands).map(([path, { about, open, body, answer }]) => [
          path,
          {
            post: {
              summary: about,
              ...(open ? { security: [] } : {}),
              requestBody: { required: true, content: json(body, 'input') },
              responses: responses(about, answer),
            },
          },
        ]),
      ),
    },
  };
}

const schemaOf = (shape: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' });
  return schema;
};
const json = (shape: z.ZodType, io: 'input' | 'output') => ({
  'application/json': { schema: schemaOf(shape, io) },
});
const responses = (about: string, answer: z.ZodType) => described(about, json(answer, 'output'));
const described = (description: string, content: Json) => ({
  200: { description, content },
  default: { description: 'what went wrong and what to do', content: json(z.object({ fault }), 'output') },
});
const parameters = (shapes: Record<string, z.ZodType>, where: 'path' | 'query') =>
  Object.entries(shapes).map(([name, shape]) => ({
    name,
    in: where,
    required: where === 'path' || !shape.safeParse(undefined).success,
    schema: schemaOf(shape, 'input'),
  }));
