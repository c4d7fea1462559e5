import { Form, Link } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { helpPages, searchHelp } from '#app/modules/help/queries/help-pages.server.ts';
import { HELP_WORDS } from '#app/modules/help/ui/help-words.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { Button } from '#app/ui/button.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import type { Route } from './+types/index.ts';
import { helpLanguage } from './help-language.server.ts';
import { Languages } from './languages.tsx';

const QUERY_CHARACTERS_MAX = 200;

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await edgeOf(args);
  const language = await helpLanguage(args.request, args.url, moment.now);
  const asked = { language, on: moment.today };
  const query = (args.url.searchParams.get('q') ?? '').trim().slice(0, QUERY_CHARACTERS_MAX);
  const titles = HELP_WORDS[language].titles;
  const titled = ({ slug, title, language: own }: { slug: keyof typeof titles; title: string; language: string }) =>
    own === language ? title : titles[slug];
  const found = query === '' ? null : await searchHelp(portalDb(), query, { ...asked, listedAs: titles });
  return {
    ...{ company: company.name, language, query },
    found:
      found?.map(({ page, excerpt }) => ({ slug: page.slug, title: titled(page), excerpt, in: page.language })) ?? null,
    pages: (await helpPages(portalDb(), asked)).map((page) => ({ slug: page.slug, title: titled(page) })),
  };
}

export default function HelpIndex({ loaderData }: Route.ComponentProps) {
  const { company, language, query, found, pages } = loaderData;
  const words = HELP_WORDS[language];
  const to = (slug: string) => `/help/${slug}${language === 'en' ? '' : `?lang=${language}`}`;
  return (
    <div lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <PageTitle title={words.help} site={company} />
      <h1 className="mb-6">{words.help}</h1>
      <Form method="get" action="/help" role="search">
        {language !== 'en' && <input type="hidden" name="lang" value={language} />}
        <div className="flex flex-wrap items-end gap-3">
          <TextInput
            name="q"
            type="search"
            label={words.search}
            size="medium"
            defaultValue={query}
            autoComplete="off"
          />
          <Button variant="second">{words.searchButton}</Button>
        </div>
      </Form>
      {found && (
        <Section title={words.found}>
          {found.length === 0 && <p>{words.nothing}</p>}
          <ul className="grid gap-4">
            {found.map((one) => (
              <li key={one.slug}>
                <Link className="font-semibold" to={to(one.slug)}>
                  {one.title}
                </Link>
                <p className="text-muted text-15 prose" lang={one.in} dir="auto">
                  {one.excerpt}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={words.all}>
        <ul className="grid gap-3">
          {/* Names of links are unique on a page: what was found stands above. */}
          {pages
            .filter(({ slug }) => !found?.some((one) => one.slug === slug))
            .map((page) => (
              <li key={page.slug}>
                <Link className="inline-block min-h-6" to={to(page.slug)}>
                  {page.title}
                </Link>
              </li>
            ))}
        </ul>
      </Section>
      <Languages here={query ? `/help?q=${encodeURIComponent(query)}` : '/help'} language={language} />
    </div>
  );
}
