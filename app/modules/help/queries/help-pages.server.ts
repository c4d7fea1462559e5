import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { Language } from '#app/modules/customers/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Found, findPages } from '../rules/find-pages.ts';
import { SHIPPED_PAGES } from '../rules/shipped-pages.ts';
import { HELP_SLUGS, type HelpPage, type HelpSlug, type HelpVersion } from '../types.ts';

type Asked = { readonly language: Language; readonly on: PlainDate };

/** Every page as it is worded on a day: in the language where there is a version in it, else in English, else as shipped. */
export async function helpPages(db: ReadDb, { language, on }: Asked): Promise<HelpPage[]> {
  const rows = await db
    .selectFrom('help_versions')
    .distinctOn(['slug', 'language'])
    .select(['slug', 'language', 'title', 'body'])
    .where('from_on', '<=', on)
    .where('language', 'in', language === 'en' ? ['en'] : ['en', language])
    .orderBy('slug')
    .orderBy('language')
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return HELP_SLUGS.map((slug) => {
    const own = rows.filter((row) => row.slug === slug);
    const held = own.find((row) => row.language === language) ?? own.find((row) => row.language === 'en');
    if (held) return { slug, language: held.language as Language, title: held.title, body: held.body };
    return { slug, language: 'en', ...SHIPPED_PAGES[slug] };
  });
}

/** One page of them. */
export const helpPage = async (db: ReadDb, slug: HelpSlug, asked: Asked): Promise<HelpPage | undefined> =>
  (await helpPages(db, asked)).find((page) => page.slug === slug);

/**
 * Pages that hold the words, best first, with a line of each. Those of English are found in every language, by the names too
 * under which they are listed there (`listedAs`).
 */
export async function searchHelp(
  db: ReadDb,
  query: string,
  { listedAs, ...asked }: Asked & { readonly listedAs?: Readonly<Record<HelpSlug, string>> },
): Promise<Found<HelpPage>[]> {
  const pages = await helpPages(db, asked);
  const called = pages.map((page) => ({ ...page, also: listedAs?.[page.slug] ?? '' }));
  return findPages(query, called).map(({ page: { also: _, ...page }, excerpt }) => ({ page, excerpt }));
}

const VERSIONS_SHOWN = 100;

/** Every wording of a page in a language that staff wrote, the latest first. For the back office. */
export async function helpVersions(
  db: ReadDb,
  { slug, language }: { readonly slug: HelpSlug; readonly language: Language },
): Promise<HelpVersion[]> {
  const rows = await db
    .selectFrom('help_versions')
    .select(['id', 'title', 'body', 'from_on', 'reason', 'made_by_name', 'made_at'])
    .where('slug', '=', slug)
    .where('language', '=', language)
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .limit(VERSIONS_SHOWN)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, slug, language, title: row.title, body: row.body, fromOn: plainDate(row.from_on) },
    ...{ reason: row.reason, madeByName: row.made_by_name, madeAt: row.made_at },
  }));
}
