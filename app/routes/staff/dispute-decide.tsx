import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { DisputeView } from '#app/modules/disputes/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, MoneyInput, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { DecisionEffect } from './dispute-effect.ts';
import { EffectShown } from './dispute-effect-shown.tsx';

type DecideProps = {
  dispute: DisputeView;
  values: Record<string, string | undefined>;
  errors: FieldErrors;
  effect: DecisionEffect | null;
  baseCurrency: Currency;
  once: string;
};

/** Agree, agree in part, refuse or bill again; what it would do is shown by the command itself before it is done. */
export function DecidePanel({ dispute, values, errors, effect, baseCurrency, once }: DecideProps) {
  const locale = useLocale();
  const { amountMinor, currency } = dispute;
  const contested = amountMinor === null || !currency ? null : money(amountMinor, currency);
  const isPlain = contested === null;
  return (
    <Panel title={isPlain ? 'Answer and close' : 'Decide'} pad id="decide">
      {effect && values.isOther && (
        <Note>Not done yet: you chose something else than you had looked at. This is what it does.</Note>
      )}
      {effect && contested && <EffectShown effect={effect} baseCurrency={baseCurrency} currency={contested.currency} />}
      <Form method="post" noValidate>
        <input type="hidden" name="once" value={values.once ?? once} />
        {/* What was looked at: another decision is shown before it is done. */}
        {effect && <input type="hidden" name="seen" value={values.seen ?? ''} />}
        <FormStack>
          {contested && (
            <>
              <RadioGroup
                name="decision"
                label="Decision"
                defaultValue={values.decision}
                error={errors.decision}
                choices={[
                  { value: 'agree', label: `Agree: credit ${formatMoney(contested, locale)}` },
                  { value: 'part', label: 'Agree in part: credit less' },
                  { value: 'refuse', label: 'Refuse, with the reason the customer reads' },
                  ...(dispute.invoiceId ? [{ value: 'rebill', label: 'Cancel the invoice and bill it again' }] : []),
                ]}
              />
              <MoneyInput
                name="amount"
                label="Amount to credit, with tax"
                hint="Only where you agree in part."
                optional
                currency={contested.currency}
                defaultValue={values.amount}
                error={errors.amount}
              />
            </>
          )}
          <TextArea
            name="words"
            label="What the customer is told"
            hint="They read it with the result."
            rows={4}
            defaultValue={values.words}
            error={errors.words}
          />
          <ButtonRow>
            {!isPlain && (
              <Button variant={effect ? 'second' : 'primary'} name="intent" value="check" busy="Working it out…">
                See what it does
              </Button>
            )}
            <Button variant={effect || isPlain ? 'primary' : 'second'} name="intent" value="decide" busy="Deciding…">
              {isPlain ? 'Send answer and close' : decideLabel(effect, locale)}
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

function decideLabel(effect: DecisionEffect | null, locale: string): string {
  if (!effect) return 'Decide';
  const amount = formatMoney(effect.credit, locale);
  if (effect.rule) return `Ask for ${amount}`;
  switch (effect.decision) {
    case 'agree':
    case 'part':
      return `Credit ${amount}`;
    case 'rebill':
      return `Credit ${amount} and bill again`;
    default:
      return 'Refuse and tell the customer';
  }
}
