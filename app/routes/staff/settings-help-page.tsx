import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { addMonthsClamped } from '#app/kernel/plain-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '#app/modules/customers/types.ts';
import { writeHelp } from '#app/modules/help/commands/write-help.server.ts';
import { helpForm } from '#app/modules/help/forms.ts';
import { helpPage, helpVersions } from '#app/modules/help/queries/help-pages.server.ts';
import { isHelpSlug } from '#app/modules/help/types.ts';
import { HelpText } from '#app/modules/help/ui/help-text.tsx';
import { topQuestions } from '#app/modules/reports/queries/top-questions.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-help-page.ts';
import { HelpEditor, HelpHistory } from './help-editor.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { helpPageOf } from './question-help.ts';
import { QuestionsAsked } from './report-dispute-parts.tsx';

/** Questions of the past year, the most asked of them. */
const MONTHS_ASKED = 12;
const QUESTIONS_MAX = 50;

const languageIn = (url: URL): Language => LANGUAGES.find((one) => one === url.searchParams.get('lang')) ?? 'en';

export async function loader(args: Route.LoaderArgs) {
  const { moment, company, user } = await requireStaff(args, 'desk.read');
  const slug = foundOr404(isHelpSlug(args.params.slug) && args.params.slug, 'help page');
  const language = languageIn(args.url);
  const page = foundOr404(await helpPage(staffDb(), slug, { language, on: moment.today }), 'help page');
  const versions = await helpVersions(staffDb(), { slug, language });
  const asked = await topQuestions(staffDb(), {
    ...{ fromOn: addMonthsClamped(moment.today, -MONTHS_ASKED), toOn: moment.today, limit: QUESTIONS_MAX },
  });
  const like = versions.find(({ id }) => id === args.url.searchParams.get('like')) ?? page;
  return {
    ...{ slug, language, today: moment.today, zone: company.timeZone, versions, page },
    start: { title: like.title, body: like.body },
    mayWrite: mayStaff(user.role, 'settings.write'),
    questions: asked.filter(({ reasonCode }) => helpPageOf(reasonCode) === slug),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'settings.write');
  const slug = foundOr404(isHelpSlug(args.params.slug) && args.params.slug, 'help page');
  const { fields, intent } = await postedFields(args.request);
  const read = parseFields(fields, helpForm);
  if (!read.ok) return data({ ...read.refusal, preview: null }, 422);
  const values = Object.fromEntries(fields);
  if (intent === 'preview')
    return data({ ...formRefusal({ values }), preview: { title: read.value.title, body: read.value.body } }, 200);
  const done = await inTransaction(staffDb(), (tx) => writeHelp(tx, actor, { slug, ...read.value }, moment));
  if (done.ok)
    return redirectWithFlash(
      `/staff/settings/help/${slug}?lang=${read.value.language}`,
      `Saved. Customers read it from ${formatDate(read.value.fromOn, company.locale)} on.`,
    );
  const refusal =
    done.refusal.code === 'dated-back'
      ? formRefusal({ fieldErrors: { fromOn: ['Choose today or a later day.'] }, values })
      : formRefusal({ formErrors: ['This is what stands from that day on already.'], values });
  return data({ ...refusal, preview: null }, 422);
}

export default function SettingsHelpPage({ loaderData, actionData }: Route.ComponentProps) {
  const { slug, language, today, zone, versions, page, start, mayWrite, questions } = loaderData;
  const hasErrors =
    actionData !== undefined && (actionData.formErrors.length > 0 || Object.keys(actionData.fieldErrors).length > 0);
  return (
    <>
      <PageTitle title={`Help: ${page.title}`} site="Tallystick" hasErrors={hasErrors} />
      {hasErrors && <ErrorSummary {...actionData} />}
      <BackLink to="/staff/settings/help">Help pages</BackLink>
      <PageHead title={page.title} />
      <nav aria-label="Language of the wording" className="mb-6">
        <ul className="flex flex-wrap gap-x-5 gap-y-2">
          {LANGUAGES.map((one) => (
            <li key={one} lang={one} dir="auto">
              {one === language ? (
                <b>{LANGUAGE_NAMES[one]}</b>
              ) : (
                <Link className="inline-block min-h-6" to={`/staff/settings/help/${slug}?lang=${one}`}>
                  {LANGUAGE_NAMES[one]}
                </Link>
              )}
            </li>
          ))}
        </ul>
      </nav>
      <div className="staff-stack">
        {actionData?.preview && (
          <Panel title="As customers would read it" pad>
            <div lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
              <p className="mb-4 text-24 font-semibold">{actionData.preview.title}</p>
              <HelpText body={actionData.preview.body} />
            </div>
          </Panel>
        )}
        {mayWrite ? (
          <Panel title={page.language === language ? 'Word it anew' : `Not in ${LANGUAGE_NAMES[language]} yet`} pad>
            <Form method="post" noValidate>
              <HelpEditor {...{ language, today, start }} result={actionData} />
            </Form>
          </Panel>
        ) : (
          <Panel title="What it says" pad>
            <HelpText body={page.body} />
          </Panel>
        )}
        {questions.length > 0 && (
          <QuestionsAsked
            questions={questions}
            title="What customers asked that this page could say"
            withHelp={false}
          />
        )}
        <HelpHistory {...{ slug, language, versions, zone }} />
      </div>
    </>
  );
}
