import type { EntryContext } from 'react-router';
import { expect, test } from 'vitest';
import { withOwnHashes } from './page-scripts.ts';

const pageOf = (ids: string[], sri: EntryContext['manifest']['sri']) =>
  ({
    manifest: {
      version: '1',
      url: '/manifest.js',
      entry: { module: '/entry.js', imports: ['/react.js'] },
      routes: {
        root: { module: '/root.js', imports: ['/shell.js'] },
        here: { module: '/here.js', imports: ['/table.js'], clientActionModule: '/act.js' },
        there: { module: '/there.js', imports: ['/table.js', '/chart.js'] },
      },
      sri,
    },
    staticHandlerContext: { matches: ids.map((id) => ({ route: { id } })) },
  }) as unknown as EntryContext;

const ALL = ['manifest', 'entry', 'react', 'root', 'shell', 'here', 'table', 'act', 'there', 'chart'];
const sri = Object.fromEntries(ALL.map((name) => [`/${name}.js`, `sha384-${name}`]));
const hashesOf = (router: EntryContext) => Object.keys(withOwnHashes(router).manifest.sri ?? {});

test('a page carries the hash of every script it loads, and of no other', () => {
  expect(hashesOf(pageOf(['root', 'here'], sri))).toEqual(
    ['manifest', 'entry', 'react', 'root', 'shell', 'here', 'table', 'act'].map((name) => `/${name}.js`),
  );
  expect(hashesOf(pageOf(['root', 'there'], sri))).toContain('/chart.js');
  expect(hashesOf(pageOf(['root', 'there'], sri))).not.toContain('/here.js');
});

test('where nothing is hashed, in development, nothing changes', () => {
  const router = pageOf(['root'], undefined);
  expect(withOwnHashes(router)).toBe(router);
});
