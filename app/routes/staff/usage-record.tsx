import { randomUUID } from 'node:crypto';
import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { correctUsage } from '#app/modules/usage/commands/correct-usage.server.ts';
import { correctionForm } from '#app/modules/usage/forms.ts';
import { getUsage } from '#app/modules/usage/queries/list-usage.server.ts';
import type { UsageId } from '#app/modules/usage/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/usage-record.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { UsageCorrections, UsageFacts } from './usage-facts.tsx';
import { USAGE_KINDS } from './usage-words.tsx';

const REFUSALS = {
  'not-there': 'This record is not there.',
  'same-quantity': 'This is what it is already.',
  'below-zero': 'Write what it should have been; 0 takes it back.',
};

export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  const id = parseId<UsageId>(args.params.id);
  const usage = foundOr404(id && (await getUsage(staffDb(), id)), 'record of usage');
  const mayCorrect = mayStaff(user.role, 'usage.write') && usage.kind !== 'correction' && usage.meterId === null;
  return { usage, mayCorrect, zone: company.timeZone, key: `correction:${randomUUID()}` };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'usage.write');
  const usageId = foundOr404(parseId<UsageId>(args.params.id), 'record of usage');
  const sent = await postedFields(args.request);
  const form = parseFields(sent.fields, correctionForm);
  if (!form.ok) return data(form.refusal, 422);
  const done = await inTransaction(staffDb(), (tx) => correctUsage(tx, actor, { usageId, ...form.value }, moment));
  if (done.ok)
    return redirectWithFlash(
      `/staff/usage/${usageId}`,
      `Corrected by ${done.value.differenceBy}. The next run bills the difference under its own period.`,
    );
  const text = done.refusal.code === 'not-correctable' ? done.refusal.text : REFUSALS[done.refusal.code];
  const values = Object.fromEntries(sent.fields);
  return data(formRefusal({ fieldErrors: { rightQuantity: [text] }, values }), 422);
}

export default function UsageRecord({ loaderData, actionData }: Route.ComponentProps) {
  const { usage, mayCorrect, zone, key } = loaderData;
  const { values = {}, fieldErrors: errors } = actionData ?? {};
  return (
    <>
      <PageTitle title={usage.reference || USAGE_KINDS[usage.kind]} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/usage">Usage</BackLink>
      <PageHead
        title={<NameText text={usage.reference || USAGE_KINDS[usage.kind]} />}
        facts={USAGE_KINDS[usage.kind]}
      />
      <div className="staff-stack">
        <UsageFacts usage={usage} zone={zone} />
        {usage.corrections.length > 0 && <UsageCorrections usage={usage} zone={zone} />}
        {usage.meterId && (
          <p>
            This comes from a meter. <Link to={`/staff/meters/${usage.meterId}`}>Correct the reading there.</Link>
          </p>
        )}
        {mayCorrect && (
          <Panel title="Correct the quantity" pad>
            <Form method="post" noValidate>
              <FormStack>
                <input type="hidden" name="key" value={key} />
                <TextInput
                  name="rightQuantity"
                  label={`What it should have been, in ${usage.unitCode}`}
                  hint="The difference is recorded beside it, under the same day. 0 takes it back."
                  inputMode="decimal"
                  size="short"
                  error={errors?.rightQuantity}
                  defaultValue={values.rightQuantity ?? usage.remaining}
                />
                <TextInput name="reason" label="Why" error={errors?.reason} defaultValue={values.reason} />
                <ButtonRow>
                  <Button busy="Correcting…">Correct</Button>
                </ButtonRow>
              </FormStack>
            </Form>
          </Panel>
        )}
      </div>
    </>
  );
}
