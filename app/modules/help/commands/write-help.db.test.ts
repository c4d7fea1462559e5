import { expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';
import { helpPage, helpVersions, searchHelp } from '../queries/help-pages.server.ts';
import type { HelpSlug } from '../types.ts';
import { type WriteHelpInput, writeHelp } from './write-help.server.ts';

const database = useDatabase();
const DAY = on('2026-06-10');
const slug: HelpSlug = 'statements';
const wording: WriteHelpInput = {
  ...{ slug, language: 'en', title: 'Your statements', body: 'Ask **Ana** for a zebra list.' },
  ...{ fromOn: plainDate('2026-06-12'), reason: 'Clearer' },
};

it('is worded from a day on, in a language, with every version kept, and read by the portal without a customer', async () => {
  await setUpCompany(database.current.owner.db);
  const { db } = database.current.staff;
  const portal = database.current.portal.db;
  const write = (more: Partial<WriteHelpInput> = {}) =>
    inTransaction(db, (tx) => writeHelp(tx, CLERK, { ...wording, ...more }, DAY));
  const read = (day: string, language: 'en' | 'ms' = 'en') => helpPage(portal, slug, { language, on: plainDate(day) });
  const shipped = await read('2026-06-11');
  expect(shipped).toMatchObject({ title: 'Statements', language: 'en' });
  expect(await write({ fromOn: plainDate('2026-06-09') })).toEqual({
    ok: false,
    refusal: { code: 'dated-back', firstOn: '2026-06-10' },
  });
  expect(await write()).toMatchObject({ ok: true });
  expect(await write()).toEqual({ ok: false, refusal: { code: 'nothing-changed' } });
  expect(await write({ title: 'Penyata anda', language: 'ms', body: 'Minta senarai.' })).toMatchObject({ ok: true });
  expect(await read('2026-06-11')).toEqual(shipped);
  expect(await read('2026-06-12')).toMatchObject({ title: 'Your statements', language: 'en' });
  expect(await read('2026-06-12', 'ms')).toMatchObject({ title: 'Penyata anda', language: 'ms' });
  expect(await read('2026-06-11', 'ms')).toEqual(shipped);
  const found = await searchHelp(portal, 'zebar', { language: 'en', on: plainDate('2026-06-12') });
  expect(found.map(({ page }) => page.slug)).toEqual([slug]);
  expect(found[0]?.excerpt).toBe('Ask Ana for a zebra list.');
  expect(await helpVersions(db, { slug, language: 'en' })).toMatchObject([
    { title: 'Your statements', reason: 'Clearer' },
  ]);
});

it('never changes what it said, nor says it for a day that has passed', async () => {
  const { owner } = database.current;
  const row = `insert into help_versions (slug, language, from_on, title, body, made_by_name, made_at)
    values ('statements', 'en', $1, 'T', 'B', 'Somebody', '2026-06-10T12:00:00Z')`;
  expect(await plantIn(owner, [row, ['2026-06-09']])).toBe('help_version_not_dated_back');
  expect(await plantIn(owner, [row, ['2026-06-10']])).toBe('accepted');
  expect(await plantIn(owner, [`update help_versions set title = 'Other'`, []])).not.toBe('accepted');
  expect(await plantIn(owner, [row.replace("'B'", "' '"), ['2026-06-10']])).toBe('help_versions_body_check');
});
