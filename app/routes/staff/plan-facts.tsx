import { Form, Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { planRefusalWords } from '#app/modules/payment-plans/forms.ts';
import { PlanSchedule } from '#app/modules/payment-plans/ui/plan-schedule.tsx';
import { breakWordsForStaff } from '#app/modules/payment-plans/ui/plan-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { staffPlan } from './plan-page.server.ts';

export type StaffPlanPage = NonNullable<Awaited<ReturnType<typeof staffPlan>>>;

/** What one needs to know before deciding: the sums, who asked, and how this customer paid before. */
export function PlanFacts({ page }: { page: StaffPlanPage }) {
  const { plan, record, asked } = page;
  const locale = useLocale();
  const words = (minor: bigint) => formatMoney(money(minor, plan.currency), locale);
  const isAgreed = plan.schedule.length > 0;
  return (
    <Panel title="Facts" pad>
      <Definition
        facts={[
          { label: 'Asked by', value: <bdi>{plan.askedByName}</bdi> },
          ...(isAgreed
            ? [
                { label: 'Total', value: words(plan.totalMinor) },
                { label: 'Paid', value: words(plan.paidMinor) },
                { label: 'Left', value: words(plan.leftMinor) },
                { label: 'Interest and fee', value: words(plan.chargeMinor) },
              ]
            : [{ label: 'Over', value: words(asked?.principalMinor ?? 0n) }]),
          {
            label: 'Paid on time before',
            value: record && record.bills > 0 ? `${record.onTime} of ${record.bills} in twelve months` : 'No bills yet',
          },
          ...(plan.agreedOn ? [{ label: 'Agreed', value: <DateText date={plan.agreedOn} /> }] : []),
        ]}
      />
      <p className="mt-3">
        {isAgreed
          ? plan.items.map((item, index) => (
              <span key={item.itemId}>
                {index > 0 && ', '}
                <Link to={`/staff/items/${item.itemId}`}>{item.number}</Link>
              </span>
            ))
          : plan.wish.items.map((item, index) => (
              <span key={item.itemId}>
                {index > 0 && ', '}
                <Link to={`/staff/items/${item.itemId}`}>{page.numbers.get(item.itemId) ?? 'An item'}</Link>
              </span>
            ))}
      </p>
      {plan.note && (
        <p className="mt-3">
          The customer wrote: <bdi>{plan.note}</bdi>
        </p>
      )}
    </Panel>
  );
}

type AskedProps = { page: StaffPlanPage; refusal: FormRefusal | undefined; mayDecide: boolean };

/** What was asked for with where it lies outside, and the two short answers. */
export function AskedPanel({ page, refusal, mayDecide }: AskedProps) {
  const { plan, asked } = page;
  const locale = useLocale();
  if (!asked) return null;
  const of = { currency: plan.currency, locale };
  const breaks = asked.answer.inside ? [] : asked.answer.breaks;
  return (
    <Panel title={plan.state === 'countered' ? 'What we offered' : 'What is asked for'} pad>
      {asked.fault && <p>{planRefusalWords(asked.fault, of)}</p>}
      {breaks.length > 0 && (
        <>
          <p>Outside the policy of today:</p>
          <ul className="prose">
            {breaks.map((one) => (
              <li key={one.code}>{breakWordsForStaff(one, of)}</li>
            ))}
          </ul>
        </>
      )}
      {breaks.length === 0 && !asked.fault && <p>It lies inside the policy of today.</p>}
      {asked.schedule.length > 0 && (
        <div className="mt-4">
          <PlanSchedule schedule={asked.schedule} currency={plan.currency} caption="Dates and amounts asked for" />
        </div>
      )}
      {mayDecide && (
        <Form method="post" noValidate className="mt-4">
          <FormStack>
            {plan.state === 'requested' && (
              <TextArea name="note-approve" label="A word to the customer with the yes" optional rows={2} />
            )}
            {plan.state === 'requested' && (
              <ButtonRow>
                <Button name="intent" value="approve" busy="Agreeing…">
                  Agree to this plan
                </Button>
              </ButtonRow>
            )}
            <TextArea
              name="note-decline"
              label="Why not"
              hint="The customer reads it."
              rows={2}
              error={refusal?.fieldErrors['note-decline']}
              defaultValue={refusal?.values['note-decline'] as string | undefined}
            />
            <ButtonRow>
              <Button name="intent" value="decline" variant="second" busy="Declining…">
                Decline
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      )}
    </Panel>
  );
}
