import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { planRefusalWords } from '#app/modules/payment-plans/forms.ts';
import { paymentsWords } from '#app/modules/payment-plans/ui/plan-picture.tsx';
import { PlanSchedule } from '#app/modules/payment-plans/ui/plan-schedule.tsx';
import { PlanTerms } from '#app/modules/payment-plans/ui/plan-terms.tsx';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { FormStack } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Card, Section } from '#app/ui/panel.tsx';
import { OutsideText } from './outside-text.tsx';
import type { PlanShown } from './plan-view.server.ts';

type WishProps = { page: PlanShown; refusal: FormRefusal | undefined };

/** A plan that is asked for, offered, or came to nothing: what it is, what we said, and what can be done. */
export function OpenWish({ page, refusal }: WishProps) {
  const { plan, sketch, numbers, method } = page;
  const { currency, policy } = plan;
  const locale = useLocale();
  const said = plan.events.findLast(({ kind, note }) => (kind === 'countered' || kind === 'declined') && note !== '');
  const fault = sketch?.fault;
  return (
    <>
      {said && (
        <Section title={`What ${said.byName} wrote`}>
          <p className="prose">
            <OutsideText text={said.note} />
          </p>
        </Section>
      )}
      {fault && (
        <div className="gap-part">
          <Note>{planRefusalWords(fault, { currency, locale })}</Note>
        </div>
      )}
      {sketch && sketch.schedule.length > 0 && (
        <>
          <Section title={plan.state === 'countered' ? 'What we offer' : 'What you asked for'}>
            <PlanSchedule schedule={sketch.schedule} currency={currency} caption="Dates and amounts" />
          </Section>
          {policy && (
            <Section title="What this means">
              <PlanTerms {...{ policy, currency, method, covers: numbers, charge: sketch.charge }} />
            </Section>
          )}
        </>
      )}
      {page.mayPay && <Answer page={page} refusal={refusal} />}
      {['declined', 'withdrawn'].includes(plan.state) && page.mayPay && (
        <div className="gap-part">
          <LinkButton to={`/plans/new?currency=${currency}`} variant="second">
            Choose another plan
          </LinkButton>
        </div>
      )}
    </>
  );
}

function Answer({ page, refusal }: WishProps) {
  const { plan, sketch, key } = page;
  const locale = useLocale();
  if (plan.state !== 'countered' && plan.state !== 'requested') return null;
  const words = (minor: bigint) => formatMoney(money(minor, plan.currency), locale);
  const total = sketch?.schedule.reduce((sum, one) => sum + one.amountMinor, 0n) ?? 0n;
  const canAccept = plan.state === 'countered' && sketch && sketch.schedule.length > 0;
  return (
    <Card label={canAccept ? 'Answer the offer' : 'Your request'} className="mt-12">
      <Form method="post" noValidate>
        <input type="hidden" name="key" value={`${key}-answer`} />
        <FormStack>
          {canAccept && (
            <Checkbox
              name="agree"
              error={refusal?.fieldErrors.agree}
              label={`I agree to pay ${paymentsWords(sketch.schedule, words)}, on the dates above, ${words(total)} in all.`}
            />
          )}
          <ButtonRow>
            {canAccept && (
              <Button name="intent" value="accept" busy="Starting…">
                Start this plan
              </Button>
            )}
            <Button name="intent" value="withdraw" variant={canAccept ? 'quiet' : 'second'} busy="Taking it back…">
              {canAccept ? 'Decline the offer' : 'Take the request back'}
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Card>
  );
}
