import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { setDefault } from '#app/modules/delivery/commands/set-choices.server.ts';
import { setContactRules } from '#app/modules/delivery/commands/set-contact-rules.server.ts';
import { choiceForm, contactRulesForm } from '#app/modules/delivery/forms.ts';
import { deliveryChoices } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { contactRules } from '#app/modules/delivery/queries/gate-facts.server.ts';
import { type ContactRules, DOCUMENT_KINDS } from '#app/modules/delivery/types.ts';
import { KIND_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-delivery.ts';
import { ChoiceForm, ChoiceTable } from './delivery-choice-form.tsx';
import { askedView } from './list-address.ts';
import { postedFields } from './posted.server.ts';

const PATH = '/staff/settings/delivery';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const [choices, rules] = await Promise.all([deliveryChoices(staffDb(), null), contactRules(staffDb())]);
  return {
    choices,
    rules,
    kind: askedView(args.url, DOCUMENT_KINDS, 'kind'),
    mayWrite: mayStaff(user.role, 'settings.write'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'settings.write');
  const { fields, intent } = await postedFields(args.request);
  if (intent === 'rules') {
    const form = parseFields(fields, contactRulesForm);
    if (!form.ok) return data({ ...form.refusal, intent }, 422);
    await inTransaction(staffDb(), (tx) => setContactRules(tx, actor, form.value, moment));
    return redirectWithFlash(PATH, 'Reminders keep to this from now on.');
  }
  const form = parseFields(fields, choiceForm);
  if (!form.ok) return data({ ...form.refusal, intent }, 422);
  const { kind, choice } = form.value;
  if (!choice) return data({ ...formRefusal({ fieldErrors: { channel: ['Choose how it goes out.'] } }), intent }, 422);
  await inTransaction(staffDb(), (tx) => setDefault(tx, actor, { kind, choice }, moment));
  return redirectWithFlash(PATH, `${KIND_WORDS[kind]} go out this way to everybody without a choice of their own.`);
}

export default function SettingsDelivery({ loaderData, actionData }: Route.ComponentProps) {
  const { choices, rules, kind, mayWrite } = loaderData;
  const resultOf = (intent: string) => (actionData?.intent === intent ? actionData : undefined);
  const shown = DOCUMENT_KINDS.find((one) => one === resultOf('choice')?.values.kind) ?? kind;
  return (
    <>
      <PageTitle title="Delivery of documents" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead
        title="Delivery of documents"
        facts="For customers without a choice of their own. It changes the next documents, not those under way."
      />
      <div className="staff-stack">
        <Panel title="What goes out how">
          <ChoiceTable choices={choices} hrefOf={(one) => `?kind=${one}#change`} />
        </Panel>
        {mayWrite && (
          <ChoiceForm
            key={shown}
            chosen={choices.find((one) => one.kind === shown)!}
            result={resultOf('choice')}
            mayDefault={false}
          />
        )}
        <RulesPanel rules={rules} result={resultOf('rules')} mayWrite={mayWrite} />
      </div>
    </>
  );
}

type RulesProps = { rules: ContactRules; result: FormRefusal | undefined; mayWrite: boolean };

/** When and how often customers may be reminded. Documents themselves leave at once. */
function RulesPanel({ rules, result, mayWrite }: RulesProps) {
  const words = `Customers are reminded between ${rules.quietUntil} and ${rules.quietFrom} o’clock${rules.restDays ? ' on working days' : ''}, and ${rules.capCount} times in ${rules.capDays} days at most.`;
  const field = (name: 'quietUntil' | 'quietFrom' | 'capCount' | 'capDays') => ({
    ...{ name, error: result?.fieldErrors[name], size: 'short' as const, inputMode: 'numeric' as const },
    defaultValue: (result?.values[name] as string | undefined) ?? String(rules[name]),
  });
  return (
    <Panel title="When customers are reminded" pad>
      <p className="prose">{words} Invoices and other documents leave at once, at any hour.</p>
      {mayWrite && (
        <Form method="post" noValidate className="pt-3">
          <FormStack>
            <TextInput {...field('quietUntil')} label="From this hour" />
            <TextInput {...field('quietFrom')} label="Until this hour" />
            <Checkbox name="restDays" label="On working days only" defaultChecked={rules.restDays} />
            <TextInput {...field('capCount')} label="At most this many times" />
            <TextInput {...field('capDays')} label="In this many days" />
            <ButtonRow>
              <Button name="intent" value="rules" variant="second" busy="Saving…">
                Save when they are reminded
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      )}
    </Panel>
  );
}
