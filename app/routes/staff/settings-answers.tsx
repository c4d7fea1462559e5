import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '#app/modules/customers/types.ts';
import { retireAnswer, type SaveAnswerRefusal, saveAnswer } from '#app/modules/disputes/commands/save-answer.server.ts';
import { listReasons, listSavedAnswers } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-answers.ts';
import { postedFields } from './posted.server.ts';
import { AnswerTable } from './saved-answer-table.tsx';

const PATH = '/staff/settings/answers';
const REFUSED: Readonly<Record<SaveAnswerRefusal['code'], [field: string, text: string]>> = {
  'title-taken': ['title', 'Another answer has this title. Choose another.'],
  'not-found': ['title', 'This answer was put away meanwhile. Reload the page.'],
  'unknown-reason': ['reasonCode', 'Choose a reason from the list.'],
};

export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  const [answers, reasons] = await Promise.all([listSavedAnswers(staffDb()), listReasons(staffDb())]);
  const asked = args.url.searchParams;
  const chosen = answers.find(({ versionId }) => versionId === asked.get('like'));
  return {
    ...{ answers, chosen: chosen ?? null, zone: company.timeZone },
    reasons: reasons.filter(({ isRetired }) => !isRetired).map(({ code, label }) => ({ value: code, label })),
    mayChange: mayStaff(user.role, 'disputes.set-up'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'disputes.set-up');
  const { of, intent, fields } = await postedFields(args.request);
  const answerId: string | null = parseId(of('answerId'));
  const values = Object.fromEntries(fields);
  const language = LANGUAGES.find((one) => one === of('language')) ?? 'en';
  const [title, body] = [of('title').trim(), of('body').trim()];
  const fieldErrors = {
    ...(title && title.length <= 120 ? {} : { title: ['Name it in 120 characters or fewer.'] }),
    ...(body && body.length <= 5_000 ? {} : { body: ['Write the answer in 5,000 characters or fewer.'] }),
  };
  if (intent !== 'retire' && Object.keys(fieldErrors).length > 0)
    return data(formRefusal({ fieldErrors, values }), 422);
  const done = await inTransaction(staffDb(), async (tx): Promise<Result<unknown, SaveAnswerRefusal>> => {
    if (intent === 'retire') return answerId ? retireAnswer(tx, actor, { answerId }, moment) : ok();
    return saveAnswer(tx, actor, { answerId, title, reasonCode: of('reasonCode') || null, language, body }, moment);
  });
  if (done.ok) return redirectWithFlash(PATH, intent === 'retire' ? 'Put away.' : `“${title}” is saved.`);
  const [field, text] = REFUSED[done.refusal.code];
  return data(formRefusal({ fieldErrors: { [field]: [text] }, values }), 422);
}

export default function SettingsAnswers({ loaderData, actionData }: Route.ComponentProps) {
  const { answers, chosen, reasons, zone, mayChange } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  const values = (actionData?.values ?? {}) as Record<string, string | undefined>;
  const text = (name: string, was: string) => ({ name, defaultValue: values[name] ?? was, error: errors[name] });
  return (
    <>
      <PageTitle title="Saved answers" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="Saved answers" facts={<span>What colleagues begin a message with</span>} />
      <div className="staff-stack">
        {mayChange && (
          <Panel title={chosen ? `Word “${chosen.title}” anew` : 'Add an answer'} pad id="change">
            <Form method="post" noValidate key={chosen?.versionId ?? 'new'}>
              <input type="hidden" name="answerId" value={chosen?.id ?? ''} />
              <FormStack>
                <TextInput {...text('title', chosen?.title ?? '')} label="Title" />
                <Select
                  {...text('reasonCode', chosen?.reasonCode ?? '')}
                  size="medium"
                  label="Offered for"
                  placeholder="Any reason"
                  options={reasons}
                />
                <Select
                  {...text('language', chosen?.language ?? 'en')}
                  size="medium"
                  label="Language"
                  options={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
                />
                <TextArea {...text('body', chosen?.body ?? '')} label="Words" rows={8} dir="auto" />
                <ButtonRow>
                  <Button name="intent" value="save" busy="Saving…">
                    Save the answer
                  </Button>
                  {chosen && <Link to={PATH}>Leave it as it is</Link>}
                </ButtonRow>
              </FormStack>
            </Form>
          </Panel>
        )}
        <Panel title="Answers in use">
          {answers.length === 0 ? (
            <EmptyState>No answer is saved yet.</EmptyState>
          ) : (
            <AnswerTable answers={answers} zone={zone} mayChange={mayChange} />
          )}
        </Panel>
      </div>
    </>
  );
}
