import { Form } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { ItemAmounts } from './item-amounts.tsx';

type ApplyFormProps = {
  items: readonly OpenItem[];
  values: Record<string, string>;
  errors: FieldErrors;
  currency: Currency;
  today: PlainDate;
};

/** What is open, with boxes for amounts, and the ways to set a credit against it. */
export function ApplyForm({ items, values, errors, currency, today }: ApplyFormProps) {
  return (
    <Form method="post" noValidate className="staff-stack min-w-0">
      <Panel title={items.length > 0 ? 'Open items, oldest due first' : 'Nothing is open'}>
        <ItemAmounts items={items} values={values} errors={errors} currency={currency} today={today} />
      </Panel>
      {items.length > 0 && (
        <ButtonRow>
          <Button name="intent" value="chosen" busy="Applying…">
            Apply the amounts typed
          </Button>
          <Button variant="second" name="intent" value="oldest" busy="Applying…">
            Pay the oldest first
          </Button>
          <Button variant="second" name="intent" value="exact" busy="Applying…">
            Pay what adds up exactly
          </Button>
        </ButtonRow>
      )}
    </Form>
  );
}
