/** Names in the head of a built page whatever it fetches only when it is wanted: who keeps the page without a line keeps that too. */
import type { Plugin } from 'vite';

/** @param page its address in the build. */
export const laterParts = (page: string): Plugin => ({
  name: 'later-parts',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { path, chunk, bundle = {} }) {
      if (path !== page || !chunk) return [];
      const files = chunk.dynamicImports.flatMap((name) => {
        const part = bundle[name];
        if (part?.type !== 'chunk') return [];
        return [name, ...part.imports, ...(part.viteMetadata?.importedAssets ?? [])];
      });
      return [...new Set(files)]
        .filter((name) => name !== chunk.fileName && !chunk.imports.includes(name))
        .map((name) => ({ tag: 'meta', attrs: { name: 'later', content: `/${name}` }, injectTo: 'head' }));
    },
  },
});
