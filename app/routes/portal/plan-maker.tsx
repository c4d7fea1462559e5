import { Form, useSubmit } from 'react-router';
import { formatDateWithWeekday } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlanChoices, PlanEnvelope } from '#app/modules/payment-plans/types.ts';
import { paymentsWords } from '#app/modules/payment-plans/ui/plan-picture.tsx';
import type { PlanSketch } from '#app/modules/payment-plans/ui/plan-sketch.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { FormStack } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { WhichItems } from './plan-items.tsx';
import { OwnShape } from './plan-own-shape.tsx';
import type { PlanPage } from './plan-page.server.ts';

export type MadePage = PlanPage & { choices: PlanChoices; sketch: PlanSketch };
export type MakerProps = { page: MadePage; policy: PlanEnvelope };

const OFFER_NAMES = { short: 'Soonest done', middle: 'In between', long: 'Smallest payments' } as const;

/** The choices of a plan. Each change goes into the address, and the page shows the dates and amounts of it. */
export function PlanMaker({ page, policy }: MakerProps) {
  const submit = useSubmit();
  const { choices, sketch, methods, method, errors, currencies } = page;
  const show = (event: React.FormEvent<HTMLFormElement>) => {
    const { target } = event;
    if (target instanceof HTMLInputElement && target.type === 'range') return;
    void submit(event.currentTarget, { method: 'get', replace: true, preventScrollReset: true });
  };
  return (
    <Form
      method="get"
      onChange={(event) => isChosenAtOnce(event.target) && show(event)}
      onBlur={(event) => isTyped(event.target) && show(event)}
      onPointerUp={(event) => isSlider(event.target) && show(event)}
      onKeyUp={(event) => isSlider(event.target) && show(event)}
      noValidate
    >
      <input type="hidden" name="chosen" value="yes" />
      {currencies.length < 2 && <input type="hidden" name="currency" value={choices.currency} />}
      <FormStack>
        {currencies.length > 1 && (
          <RadioGroup
            name="currency"
            label="Which currency?"
            defaultValue={choices.currency}
            choices={currencies.map((one) => ({ value: one, label: one }))}
          />
        )}
        <OfferChoice sketch={sketch} />
        {sketch.offer === 'own' && <OwnShape {...{ page, policy }} errors={errors} />}
        <WhichItems page={page} />
        <RadioGroup
          name="method"
          label="How do you want to pay?"
          defaultValue={method?.id ?? ''}
          hint={policy.needsMethod ? 'Plans that start at once are paid from a saved card or bank account.' : undefined}
          choices={[
            ...methods.map(({ id, name }) => ({ value: id, label: `${name}, by itself on each date` })),
            { value: '', label: 'I pay each one myself' },
          ]}
        />
        <ButtonRow>
          <Button variant="second" small busy="Reckoning…">
            Show the dates and amounts
          </Button>
          <Button formMethod="post" name="intent" value="add" variant="quiet" small busy="Opening…">
            Add a card or bank account
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

const isSlider = (target: EventTarget): boolean => target instanceof HTMLInputElement && target.type === 'range';
const isChosenAtOnce = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && ['radio', 'checkbox', 'date'].includes(target.type);
const isTyped = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && ['count', 'first'].includes(target.name);

function OfferChoice({ sketch }: { sketch: PlanSketch }) {
  const locale = useLocale();
  const words = (minor: bigint) => formatMoney(money(minor, sketch.wish.currency), locale);
  return (
    <RadioGroup
      large
      name="offer"
      label="How would you like to spread it?"
      defaultValue={sketch.offer}
      choices={[
        ...sketch.offers.map(({ kind, schedule }) => ({
          value: kind,
          label: `${OFFER_NAMES[kind]}: ${paymentsWords(schedule, words)}`,
          hint: `First on ${formatDateWithWeekday(schedule[0]!.dueOn, locale)}, last on ${formatDateWithWeekday(schedule.at(-1)!.dueOn, locale)}`,
        })),
        { value: 'own', label: 'Another number, amount or date' },
      ]}
    />
  );
}
