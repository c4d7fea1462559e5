import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ErrorInShell, isRefusal } from './error-page.tsx';

const answer = (status: number, body: unknown) => ({ status, statusText: '', internal: false, data: body });

test('a refusal inside a shell names what it is and leads home to its own side', () => {
  const error = answer(404, { title: 'No such customer', text: 'It may have a different address.' });
  const html = renderToStaticMarkup(
    createElement(ErrorInShell, { error, reference: 'r-1', site: 'Tallystick', homeHref: '/staff' }),
  );
  expect(html).toContain('<h1>No such customer</h1>');
  expect(html).toContain('href="/staff"');
  expect(html).toContain('<title>No such customer · Tallystick</title>');
  expect(html).not.toContain('<main');
});

test('what broke is not said inside a shell that may be broken too', () => {
  expect(isRefusal(answer(404, null))).toBe(true);
  expect(isRefusal(answer(403, null))).toBe(true);
  expect(isRefusal(answer(503, null))).toBe(false);
  expect(isRefusal(new Error('a bug'))).toBe(false);
});
