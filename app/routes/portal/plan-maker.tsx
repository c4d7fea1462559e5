import { Form, useSubmit } from 'react-router';
import { formatDateWithWeekday } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, minorToDecimal, money, parseMoney } from '#app/kernel/money.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import { type PlanChoices, type PlanEnvelope, RHYTHMS } from '#app/modules/payment-plans/types.ts';
import { paymentsWords } from '#app/modules/payment-plans/ui/plan-picture.tsx';
import type { PlanSketch } from '#app/modules/payment-plans/ui/plan-sketch.ts';
import { NOT_ELIGIBLE_WORDS } from '#app/modules/payment-plans/ui/plan-words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { SliderField } from '#app/ui/slider-field.tsx';
import type { PlanPage } from './plan-page.server.ts';

export type MadePage = PlanPage & { choices: PlanChoices; sketch: PlanSketch };
type MakerProps = { page: MadePage; policy: PlanEnvelope };

const OFFER_NAMES = { short: 'Soonest done', middle: 'In between', long: 'Smallest payments' } as const;
const RHYTHM_NAMES = { weekly: 'Every week', fortnightly: 'Every two weeks', monthly: 'Every month' } as const;

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
        <div>
          <Button variant="second" small busy="Reckoning…">
            Show the dates and amounts
          </Button>
        </div>
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

function OwnShape({ page, policy, errors }: MakerProps & { errors: PlanPage['errors'] }) {
  const locale = useLocale();
  const { sketch, choices, today } = page;
  const { wish, principalMinor } = sketch;
  const { currency } = choices;
  const countMax = Math.min(60, Math.max(12, policy.mostCount + 4));
  const half = Number(principalMinor / 2n);
  return (
    <>
      <SliderField
        name="count"
        label="How many payments?"
        hint={`Up to ${policy.mostCount} can start at once; more go to us as a request.`}
        error={errors.count}
        at={Math.min(countMax, wish.count)}
        min={2}
        max={countMax}
        textAt={String}
        atOf={(text) => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : null)}
        ends={['2', String(countMax)]}
      />
      <RadioGroup
        name="rhythm"
        label="How often?"
        defaultValue={wish.rhythm}
        choices={RHYTHMS.filter((one) => policy.rhythms.includes(one) || one === 'monthly').map((one) => ({
          value: one,
          label: RHYTHM_NAMES[one],
        }))}
      />
      <DateInput
        name="firstOn"
        label="When is the first payment?"
        hint={`By ${formatDateWithWeekday(addDays(today, policy.firstWithinDays), locale)} to start at once.`}
        error={errors.firstOn}
        defaultValue={wish.firstOn}
        min={today}
      />
      <SliderField
        name="first"
        label="How much is the first payment?"
        hint="Empty: as much as the others."
        error={errors.first}
        at={Number(wish.firstMinor ?? 0n)}
        min={0}
        max={half}
        step={stepOf(half)}
        textAt={(at) => (at === 0 ? '' : minorToDecimal(BigInt(at), currency))}
        atOf={(text) => typedMinor(text, currency)}
        ends={['As the others', formatMoney(money(BigInt(half), currency), locale)]}
        after={currency}
      />
    </>
  );
}

const typedMinor = (text: string, currency: Currency): number | null => {
  if (text.trim() === '') return 0;
  const parsed = parseMoney(text, currency);
  return parsed.ok ? Number(parsed.value) : null;
};

/** Steps one can aim at: the largest power of ten of which twenty or more fit. */
const stepOf = (minor: number): number => Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, minor / 20))));

function WhichItems({ page }: { page: MadePage }) {
  const locale = useLocale();
  const { choices, sketch } = page;
  const chosen = sketch.wish.items.map(({ itemId }) => itemId);
  const askable = choices.notEligible.filter(({ canAsk }) => canAsk);
  const never = choices.notEligible.filter(({ canAsk }) => !canAsk);
  const words = (minor: bigint) => formatMoney(money(minor, choices.currency), locale);
  const all = choices.items.length + askable.length;
  return (
    <Disclosure shut={`${chosen.length} of ${all} invoices are in it. Choose others`} startOpen={chosen.length === 0}>
      <div className="mt-3">
        <CheckboxGroup
          name="i"
          label="Which invoices?"
          defaultValues={chosen}
          choices={[...choices.items, ...askable].map((item) => ({
            value: item.itemId,
            label: `${item.number}, ${words(item.residualMinor)}`,
            hint:
              'because' in item && item.because !== null
                ? NOT_ELIGIBLE_WORDS[item.because as 'too-old']
                : item.title || undefined,
          }))}
        />
        {never.map((item) => (
          <p key={item.itemId} className="mt-2 text-15 text-muted">
            Not <span className="reference">{item.number}</span>, {words(item.residualMinor)}:{' '}
            {NOT_ELIGIBLE_WORDS[item.because]}
          </p>
        ))}
      </div>
    </Disclosure>
  );
}
