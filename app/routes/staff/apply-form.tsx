import { Form } from 'react-router';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { DefaultButton, Difference, SplitKeys, SplitTools } from './split-parts.tsx';
import { SplitTable, type SplitTableProps } from './split-table.tsx';

type ApplyFormProps = SplitTableProps & {
  /** What there is to apply, minor units. */
  leftMinor: bigint;
  filled: Record<string, string> | undefined;
};

/** What is open, with boxes for amounts and names of what is short, and the ways to set a credit against it. */
export function ApplyForm({ leftMinor, filled, ...table }: ApplyFormProps) {
  const { groups, values, errors, currency } = table;
  const hasItems = groups.some((group) => group.items.length > 0);
  return (
    <SplitKeys filled={filled}>
      <Form method="post" noValidate preventScrollReset className="staff-stack min-w-0">
        <DefaultButton intent="chosen" />
        <Panel title={hasItems ? 'Open items, oldest due first' : 'Nothing is open'}>
          {hasItems && (
            <>
              <SplitTools values={values} errors={errors} />
              <Difference currency={currency} values={values} totalMinor={leftMinor} />
            </>
          )}
          <SplitTable {...table} />
        </Panel>
        {(hasItems || leftMinor > 0n) && (
          <>
            <Checkbox
              name="clearRest"
              label="Clear what is left of it as a small difference"
              hint="Otherwise it stays on the customer’s account."
              error={errors.clearRest}
              defaultChecked={values.clearRest === 'yes'}
            />
            <ButtonRow>
              <span data-main-button>
                <Button name="intent" value="chosen" busy="Applying…">
                  Apply the amounts typed
                </Button>
              </span>
              {hasItems && (
                <>
                  <Button variant="second" name="intent" value="oldest" busy="Applying…">
                    Pay the oldest first
                  </Button>
                  <Button variant="second" name="intent" value="exact" busy="Applying…">
                    Pay what adds up exactly
                  </Button>
                </>
              )}
            </ButtonRow>
          </>
        )}
      </Form>
    </SplitKeys>
  );
}
