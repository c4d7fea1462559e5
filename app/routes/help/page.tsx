import { data } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { helpPage } from '#app/modules/help/queries/help-pages.server.ts';
import { isHelpSlug } from '#app/modules/help/types.ts';
import { HelpText } from '#app/modules/help/ui/help-text.tsx';
import { HELP_WORDS } from '#app/modules/help/ui/help-words.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/page.ts';
import { helpLanguage } from './help-language.server.ts';
import { Languages } from './languages.tsx';
import { liveFacts } from './live-facts.server.ts';
import { LiveFacts } from './live-facts.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await edgeOf(args);
  const { slug } = args.params;
  if (!isHelpSlug(slug))
    throw data({ title: 'There is no such help page', text: 'Look through the list of help pages.' }, 404);
  const language = await helpLanguage(args.request, args.url, moment.now);
  const page = await helpPage(portalDb(), slug, { language, on: moment.today });
  if (!page) throw data({ title: 'There is no such help page', text: 'Look through the list of help pages.' }, 404);
  return { company: company.name, page, language, facts: await liveFacts(slug, { company, on: moment.today }) };
}

export default function Help({ loaderData }: Route.ComponentProps) {
  const { company, page, language, facts } = loaderData;
  const words = HELP_WORDS[language];
  const isOther = page.language !== language;
  return (
    <div lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <PageTitle title={page.title} site={company} />
      <BackLink to={language === 'en' ? '/help' : `/help?lang=${language}`}>{words.help}</BackLink>
      {isOther && <p className="mb-4 text-muted">{words.onlyEnglish}</p>}
      <div lang={page.language} dir={page.language === 'ar' ? 'rtl' : 'ltr'}>
        <h1 className="mb-6">{page.title}</h1>
        <HelpText body={page.body} />
        {facts && <LiveFacts facts={facts} />}
      </div>
      <Languages here={`/help/${page.slug}`} language={language} />
    </div>
  );
}
