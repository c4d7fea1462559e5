import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Currency, minorToDecimal, money } from '#app/kernel/money.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupOf } from '#app/modules/customers/queries/group-of.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import type { Route } from './+types/credit-transfer.ts';
import { creditAt } from './credit-at.server.ts';
import { previewTransfer, type TransferEffect, transferPosted } from './credit-transfer-act.server.ts';
import { NameText } from './name-text.tsx';
import { postedFields } from './posted.server.ts';
import { sourcePath } from './source-path.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'cash.apply');
  const credit = await creditAt(args.params.itemId);
  const customer = await getCustomer(staffDb(), credit.customerId);
  const { customerId } = credit;
  const group = await groupOf(staffDb(), { customerId, parentId: customer?.parent?.id ?? null, today: moment.today });
  return { credit, group: group.map(({ id, number, name }) => ({ id, number, name })) };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'cash.apply');
  const credit = await creditAt(args.params.itemId);
  const sent = await postedFields(args.request);
  const posted = { credit, sent, actor, moment, locale: company.locale };
  if (sent.intent === 'check') {
    const effect = await previewTransfer(posted);
    if (!effect.ok) return data({ ...effect.refusal, effect: null }, 422);
    return data({ ...formRefusal({ values: Object.fromEntries(sent.fields) }), effect: effect.value });
  }
  const moved = await transferPosted(posted);
  if (!moved.ok) return data({ ...moved.refusal, effect: null }, 422);
  return redirectWithFlash(`/staff/customers/${moved.value}`, 'The credit stands here now, ready to be applied.');
}

export default function TransferCredit({ loaderData, actionData }: Route.ComponentProps) {
  const { credit, group } = loaderData;
  const failed = Boolean(actionData && !actionData.effect);
  const values = actionData?.values ?? { amount: minorToDecimal(credit.residualMinor, credit.currency) };
  const field = (name: string) => ({ name, defaultValue: values[name], error: actionData?.fieldErrors[name] });
  return (
    <>
      <PageTitle title={`Move ${credit.number}`} site="Tallystick" hasErrors={failed} />
      {failed && <ErrorSummary {...actionData} />}
      <BackLink to={sourcePath(credit)}>
        <span className="reference">{credit.number}</span>
      </BackLink>
      <PageHead
        title="Move a credit within the group"
        facts={
          <>
            <NameText text={credit.customerName} />
            <span>
              left: <MoneyText money={money(credit.residualMinor, credit.currency)} style="code" />
            </span>
          </>
        }
      />
      {actionData?.effect && (
        <Effect effect={actionData.effect} name={credit.customerName} currency={credit.currency} />
      )}
      <Panel title={group.length > 0 ? 'Where it goes' : 'This customer is in no group'} pad>
        {group.length === 0 ? (
          <EmptyState>Credit is moved between a parent and its children. Name the parent on the customer.</EmptyState>
        ) : (
          <Form method="post" noValidate className="staff-stack">
            <FormStack>
              <Select
                {...field('toCustomerId')}
                label="Customer who gets it"
                placeholder="Choose a customer"
                options={group.map(({ id, number, name }) => ({ value: id, label: `${name}, ${number}` }))}
              />
              <MoneyInput {...field('amount')} label="Amount" currency={credit.currency} />
              <TextInput {...field('reason')} label="Why" optional autoComplete="off" />
            </FormStack>
            <ButtonRow>
              <Button name="intent" value="move" busy="Moving…">
                Move the credit
              </Button>
              <Button variant="second" name="intent" value="check" busy="Working it out…">
                Show what it would do
              </Button>
            </ButtonRow>
          </Form>
        )}
      </Panel>
    </>
  );
}

function Effect({ effect, name, currency }: { effect: TransferEffect; name: string; currency: Currency }) {
  const of = (minor: bigint) => money(minor, currency);
  return (
    <Panel title="This is what it would do" aside="nothing is moved yet" pad>
      <RunningSum
        caption="Balances before and after"
        style="code"
        rows={[
          { label: 'Moved', money: of(effect.movedMinor) },
          { label: 'Left of the credit here', money: of(effect.leftMinor), kind: 'total' },
          { label: <NameText text={name} />, under: 'balance before', money: of(effect.from[0]), kind: 'cut' },
          { label: <NameText text={name} />, under: 'balance after', money: of(effect.from[1]) },
          { label: <NameText text={effect.toName} />, under: 'balance before', money: of(effect.to[0]), kind: 'cut' },
          { label: <NameText text={effect.toName} />, under: 'balance after', money: of(effect.to[1]) },
        ]}
      />
    </Panel>
  );
}
