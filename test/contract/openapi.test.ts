import { commands } from '@changping/contracts/http-commands';
import express from 'express';
import { expect, it, vi } from 'vitest';
import { aServer } from './server.ts';

it('describes each address in /openapi.json by which it is served', async () => {
  const serving = (['get', 'post'] as const).map((method) => ({
    method,
    laid: vi.spyOn(express.application, method),
  }));
  const server = await aServer();
  const served = serving.flatMap(({ method, laid }) =>
    (laid.mock.calls as unknown[][])
      // With a name alone it reads a setting.
      .filter(({ length }) => length > 1)
      .map(([path]) => `${method} ${String(path).replaceAll(/:(\w+)/g, '{$1}')}`),
  );
  vi.restoreAllMocks();
  const { paths } = (await (await server.fetch('/openapi.json')).json()) as { paths: Record<string, object> };
  const told = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect(served.length).toBeGreaterThan(Object.keys(commands).length);
  expect(told.sort()).toEqual(served.sort());
});
