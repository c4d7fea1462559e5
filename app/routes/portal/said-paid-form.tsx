import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { DateInput, FormStack, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';

type Props = {
  invoice: { number: string; currency: Currency; leftMinor: bigint };
  said: { paidOn: PlainDate; pausedToOn: PlainDate } | null;
  today: PlainDate;
  errors: Record<string, string[]>;
  values: Record<string, string>;
};

/** When, how much and how an invoice was paid; nothing is charged by it. */
export function SaidPaidForm({ invoice, said, today, errors, values }: Props) {
  const locale = useLocale();
  if (said)
    return (
      <EmptyState>
        You told us that it was paid on <DateText date={said.paidOn} weekday />. We are looking for the money and will
        not remind you of this invoice before <DateText date={said.pausedToOn} weekday />.
      </EmptyState>
    );
  if (invoice.leftMinor === 0n)
    return <EmptyState>This invoice is paid. There is nothing to do. Thank you.</EmptyState>;
  return (
    <Form method="post" noValidate>
      <FormStack>
        <DateInput
          name="paidOn"
          label="On which day did you pay?"
          error={errors.paidOn}
          defaultValue={values.paidOn ?? today}
        />
        <MoneyInput
          name="amount"
          label="How much?"
          currency={invoice.currency}
          error={errors.amount}
          defaultValue={
            values.amount ?? formatMoney(money(invoice.leftMinor, invoice.currency), locale, { style: 'bare' })
          }
        />
        <TextInput
          name="reference"
          label="What did you write as the reference?"
          hint="It helps us to find it. Leave it empty if you do not know."
          error={errors.reference}
          defaultValue={values.reference}
          maxLength={200}
        />
        <ButtonRow>
          <Button busy="Sending…">Tell us</Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}
