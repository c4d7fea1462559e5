import { Form, Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { Allowance, AllowanceMove } from '#app/modules/adjustments/queries/read-allowance.server.ts';
import { accountQuery } from '#app/modules/ledger/forms.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { DateInput, FormStack, MoneyInput, TextArea } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';

type Shown = { readonly allowance: Allowance; readonly base: Currency };

/** Built, used and left; what is left opens to the postings of account 1190. */
export function AllowanceFigures({ allowance, base, today }: Shown & { readonly today: PlainDate }) {
  const of = (minor: bigint) => <MoneyText money={money(minor, base)} style="bare" />;
  const postings = accountQuery({ accountCode: '1190', currency: base, measure: 'base', asOf: today });
  return (
    <Figures
      figures={[
        {
          label: `Left, ${base}`,
          large: true,
          value: (
            <Link className="quiet-link" to={`/staff/postings?${postings}`}>
              {of(allowance.leftMinor)}
            </Link>
          ),
          after: allowance.leftMinor < 0n ? 'More was written off than was built' : undefined,
        },
        { label: 'Built, less released', value: of(allowance.builtMinor) },
        { label: 'Written off against it, less relief', value: of(allowance.usedMinor) },
      ]}
    />
  );
}

type FormProps = {
  readonly values: Record<string, string>;
  readonly errors: FieldErrors;
  readonly base: Currency;
  readonly today: PlainDate;
  readonly once: string;
};

/** How much, which way, why and when. */
export function AllowanceForm({ values, errors, base, today, once }: FormProps) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <Panel title="Change it" pad>
      <Form method="post" noValidate>
        <input type="hidden" name="once" value={values.once ?? once} />
        <FormStack>
          <RadioGroup
            name="change"
            label="The allowance"
            error={errors.change}
            defaultValue={values.change ?? 'build'}
            choices={[
              { value: 'build', label: 'Grows', hint: 'More is expected to be lost: credit losses 6100 against 1190.' },
              {
                value: 'release',
                label: 'Shrinks',
                hint: 'Less is expected: 1190 against 6100, as far as it is left.',
              },
            ]}
          />
          <MoneyInput {...field('amount')} label="Amount" currency={base} />
          <TextArea
            {...field('reason')}
            label="Reason"
            hint="Where the figure comes from, for whoever checks it."
            rows={3}
          />
          <DateInput
            {...field('effectiveOn')}
            label="Day it counts"
            max={today}
            defaultValue={values.effectiveOn ?? today}
          />
          <ButtonRow>
            <Button busy="Posting…">Post the change</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

const words = (move: AllowanceMove): string => {
  if (move.kind === 'loss_allowance') return move.amountMinor > 0n ? 'Built' : 'Released';
  if (move.kind === 'tax_relief') return 'Tax relief of';
  return move.isBeyond ? 'Written off, beyond it if need be' : 'Written off';
};

/** What moved it, newest first. */
export function AllowanceMoves({ allowance, base, shown }: Shown & { readonly shown: number }) {
  return (
    <Panel title="What moved it" foot={allowance.moves.length === shown && `The newest ${shown}.`}>
      {allowance.moves.length === 0 ? (
        <EmptyState>Nothing was set aside yet, and nothing written off against it.</EmptyState>
      ) : (
        <DataTable
          caption="Moves of the loss allowance, newest first"
          rows={allowance.moves}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'on',
              head: 'Date',
              rowHeader: true,
              nowrap: true,
              cell: (row) => <DateText date={row.effectiveOn} />,
            },
            {
              key: 'what',
              head: 'What',
              cell: (row) => (
                <>
                  {words(row)}{' '}
                  {row.writeOffId && (
                    <Link className="quiet-link reference" to={`/staff/write-offs/${row.writeOffId}`}>
                      {row.number}
                    </Link>
                  )}
                  <span className="under">{showText(row.reason)}</span>
                </>
              ),
            },
            { key: 'by', head: 'By', cell: (row) => <bdi>{row.byName}</bdi> },
            {
              key: 'amount',
              head: `Amount, ${base}`,
              numeric: true,
              cell: (row) => <MoneyText money={money(row.amountMinor, base)} style="bare" />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
