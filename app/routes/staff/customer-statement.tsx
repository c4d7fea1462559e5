import { addMonthsClamped, type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { DateInput, FormStack, Select } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type StatementProps = {
  customerId: string;
  currencies: readonly string[];
  today: PlainDate;
  /** The customer leads a group, whose statement may be asked for. */
  isParent: boolean;
};

/** A statement for any range, as the customer sees it: the last three months unless other dates are chosen. */
export function StatementPanel({ customerId, currencies, today, isParent }: StatementProps) {
  const address = `/staff/customers/${customerId}/statement`;
  return (
    <Panel title="Statement" pad>
      {/* A plain form: the answer is a file, not a page. */}
      <form method="get" action={`${address}.pdf`}>
        <FormStack>
          <div className="flex flex-wrap gap-6">
            <DateInput name="from" label="From" defaultValue={startOfMonth(addMonthsClamped(today, -2))} max={today} />
            <DateInput name="to" label="To" defaultValue={today} max={today} />
            {currencies.length > 1 ? (
              <Select
                name="currency"
                label="Currency"
                size="short"
                options={currencies.map((code) => ({ value: code, label: code }))}
              />
            ) : (
              <input type="hidden" name="currency" value={currencies[0]} />
            )}
          </div>
          {isParent && (
            <Checkbox name="group" label="Whole group" hint="Each account and the sums, in every currency." />
          )}
          <ButtonRow>
            <Button formAction={address}>Show statement</Button>
            <Button variant="second">Statement as PDF</Button>
            <Button variant="second" formAction={`${address}.csv`}>
              Statement as CSV
            </Button>
          </ButtonRow>
        </FormStack>
      </form>
    </Panel>
  );
}
