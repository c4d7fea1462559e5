import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { DeductionCode } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import type { PayableItems } from '#app/modules/cash-application/queries/payable-items.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { Button } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { MoneyInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';
import { kindWords, sourcePath } from './source-path.ts';
import { applyName } from './split-names.ts';
import { RestCell } from './split-rest.tsx';

export type SplitTableProps = {
  groups: readonly PayableItems[];
  codes: readonly DeductionCode[];
  values: Record<string, string>;
  errors: FieldErrors;
  currency: Currency;
  today: PlainDate;
};

/** Open items of the payer and of its group, each with what it gets and what is short by name. */
export function SplitTable({ groups, ...props }: SplitTableProps) {
  const { currency } = props;
  if (groups.every((group) => group.items.length === 0))
    return <EmptyState>Nothing is open in {currency}; the money would stay on the account.</EmptyState>;
  return groups
    .filter((group) => group.items.length > 0)
    .map((group) => (
      <div key={group.customerId}>
        {groups.length > 1 && (
          <h3 className="panel-pad text-15 font-semibold">
            <NameText text={group.customerName} />
          </h3>
        )}
        <DataTable
          caption={`Open items of ${group.customerName} in ${currency}, oldest due first`}
          rows={group.items}
          rowKey={(item) => item.id}
          columns={splitColumns(props)}
        />
      </div>
    ));
}

type Shared = Omit<SplitTableProps, 'groups'>;

const splitColumns = (props: Shared): Column<OpenItem>[] => [
  {
    key: 'number',
    head: 'Number',
    rowHeader: true,
    nowrap: true,
    cell: (item) => (
      <>
        <Link className="quiet-link reference" to={sourcePath(item)}>
          {item.number}
        </Link>
        <span className="under">
          <NameText text={item.title || kindWords(item.kind)} />
        </span>
      </>
    ),
  },
  { key: 'due', head: 'Due', nowrap: true, cell: (item) => <Due item={item} today={props.today} /> },
  { key: 'open', head: `Open, ${props.currency}`, numeric: true, cell: (item) => <Open item={item} /> },
  {
    key: 'amount',
    head: `Apply, ${props.currency}`,
    numeric: true,
    className: 'align-top',
    cell: (item) => <ApplyCell item={item} {...props} />,
  },
  { key: 'rest', head: 'What is short', className: 'align-top', cell: (item) => <RestCell item={item} {...props} /> },
];

function Due({ item, today }: { item: OpenItem; today: PlainDate }) {
  const late = daysBetween(item.dueOn, today);
  return (
    <>
      <DateText date={item.dueOn} />
      {late > 0 && <span className="under">{late} d late</span>}
    </>
  );
}

const Open = ({ item }: { item: OpenItem }) => (
  <>
    <MoneyText money={money(item.residualMinor, item.currency)} style="bare" />
    {item.heldMinor > 0n && (
      <span className="under">
        <MoneyText money={money(item.heldMinor, item.currency)} style="bare" /> on hold
      </span>
    )}
  </>
);

/** The amount, and two buttons beside it; in the box a space and the letter R press them. */
function ApplyCell({ item, values, errors }: Shared & { item: OpenItem }) {
  const name = applyName(item.id);
  return (
    <div className="flex flex-col items-end gap-2" data-split-row={item.id}>
      <MoneyInput
        name={name}
        label={`Apply to ${item.number}`}
        labelHidden
        defaultValue={values[name]}
        error={errors[name]}
      />
      <span className="flex gap-2">
        <Button small variant="quiet" name="intent" value={`full:${item.id}`} title="Space in the empty box">
          All<span className="sr-only"> of {item.number}</span>
        </Button>
        <Button small variant="quiet" name="intent" value={`rest:${item.id}`} title="R in the box">
          Remainder<span className="sr-only"> to {item.number}</span>
        </Button>
      </span>
    </div>
  );
}
