import { Form } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Deposit } from '#app/modules/instruments/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { DepositLines } from './deposit-lines.tsx';

type InTheDepositProps = {
  deposit: Deposit;
  mayClear: boolean;
  today: PlainDate;
  asked: { values: Record<string, string>; fieldErrors: FieldErrors } | undefined;
};

/** The money of a deposit, and the form that marks its cheques as cleared while the bank has not spoken about all. */
export function InTheDeposit({ deposit, mayClear, today, asked }: InTheDepositProps) {
  const lines = <DepositLines lines={deposit.lines} currency={deposit.currency} mayClear={mayClear} />;
  if (!mayClear) return <Panel title="What is in it">{lines}</Panel>;
  return (
    <Form method="post" noValidate className="staff-stack">
      <Panel title="What is in it">{lines}</Panel>
      <Panel title="What the bank says" pad>
        <FormStack>
          <DateInput
            name="clearedOn"
            label="The ticked cheques cleared on"
            hint="One that came back is recorded on its own page."
            defaultValue={asked?.values.clearedOn ?? today}
            error={asked?.fieldErrors.clearedOn}
            max={today}
          />
          <ButtonRow>
            <Button name="intent" value="clear" busy="Recording…">
              Mark as cleared
            </Button>
          </ButtonRow>
        </FormStack>
      </Panel>
    </Form>
  );
}
