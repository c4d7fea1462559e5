import { expect, it } from 'vitest';
import { HELP_SLUGS } from '../types.ts';
import { findPages } from './find-pages.ts';
import { plainText, readMarkup } from './read-markup.ts';
import { SHIPPED_PAGES } from './shipped-pages.ts';

const pages = HELP_SLUGS.map((slug) => ({ slug, ...SHIPPED_PAGES[slug] }));
const found = (query: string) => findPages(query, pages).map(({ page }) => page.slug);

it('reads headings, lists, steps, bold and links, and leaves everything else as text', () => {
  expect(readMarkup('## One\n\nTwo **three**\nfour [five](/help).\n\n- a\n- b\n\n1. c\n2. d')).toEqual([
    { kind: 'heading', runs: [{ kind: 'text', text: 'One' }] },
    {
      kind: 'paragraph',
      runs: [
        { kind: 'text', text: 'Two ' },
        { kind: 'bold', text: 'three' },
        { kind: 'text', text: ' four ' },
        { kind: 'link', text: 'five', href: '/help' },
        { kind: 'text', text: '.' },
      ],
    },
    { kind: 'list', items: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]] },
    { kind: 'steps', items: [[{ kind: 'text', text: 'c' }], [{ kind: 'text', text: 'd' }]] },
  ]);
});

it.each([
  ['a script', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['javascript', '[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['data', '[x](data:text/html,y)', 'x'],
  ['another host', '[x](//evil.example)', 'x'],
  ['a backslash', '[x](/\\evil.example)', 'x'],
  ['plain http', '[x](http://evil.example)', 'x'],
])('makes no link and no element of %s', (_, typed, text) => {
  const [block] = readMarkup(typed);
  expect(block).toMatchObject({ kind: 'paragraph' });
  expect(JSON.stringify(block)).not.toContain('"link"');
  expect(plainText(typed)).toBe(text);
});

it('finds a page by its words, by beginnings, and with a letter wrong, missing, too many or swapped', () => {
  expect(found('surcharge')[0]).toBe('paying-and-fees');
  for (const typed of ['surcharg', 'surchrage', 'suurcharge', 'surcharges'])
    expect(found(typed)).toContain('paying-and-fees');
  expect(found('how do I read my invoice')[0]).toBe('reading-an-invoice');
  expect(found('instalment')[0]).toBe('payment-plans');
  expect(found('PROMISE')[0]).toBe('promises');
  expect(found('sign in')[0]).toBe('signing-in');
  expect(found('approver')[0]).toBe('people-and-approval');
  expect(found('xylophone')).toEqual([]);
  // Where no page holds every word, those that hold the most of them: what was typed beside them leads nobody to nothing.
  expect(found('xylophone invoice')).toEqual(found('invoice'));
  expect(found('cancel my autopay please')[0]).toBe('automatic-payment');
  for (const typed of ['direct debit', 'refund', 'card declined']) expect(found(typed)[0]).toBe('paying-and-fees');
  expect(found('card expires')).toContain('automatic-payment');
  expect(found('the of')).toEqual([]);
  const chinese = [{ title: '如何阅读发票', body: '发票上的每一行' }];
  expect(findPages('发票', chinese)).toHaveLength(1);
  // Listed under a name in another language, it is found by that name.
  const listed = pages.map((page) => ({
    ...page,
    also: page.slug === 'payment-plans' ? 'Membayar secara ansuran' : '',
  }));
  expect(findPages('ansuran', listed).map(({ page }) => page.slug)).toEqual(['payment-plans']);
});

it('ships every page with something to read and no link that leads nowhere', () => {
  for (const { slug, title, body } of pages) {
    expect(title, slug).not.toBe('');
    const links = readMarkup(body).flatMap((block) =>
      ('runs' in block ? [block.runs] : block.items).flat().flatMap((run) => (run.kind === 'link' ? [run.href] : [])),
    );
    for (const href of links.filter((one) => one.startsWith('/help/')))
      expect(
        HELP_SLUGS.map((one) => `/help/${one}`),
        `${slug}: ${href}`,
      ).toContain(href);
    expect(plainText(body).length, slug).toBeGreaterThan(300);
  }
});
