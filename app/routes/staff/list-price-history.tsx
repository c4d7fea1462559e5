import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ListPrice, PriceList, Product } from '#app/modules/catalog/types.ts';
import { SchemeText } from '#app/modules/catalog/ui/scheme-text.tsx';
import { Badge } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { FoldedForm } from './folded-form.tsx';
import { NameText } from './name-text.tsx';

type HistoryProps = {
  history: readonly ListPrice[];
  list: PriceList;
  product: Product;
  today: PlainDate;
  zone: string;
  mayWrite: boolean;
  errors: FieldErrors;
  values: Record<string, string>;
};

function Standing({ price, today }: { price: ListPrice; today: PlainDate }) {
  if (price.withdrawn)
    return (
      <Badge tone="neutral" icon="slash">
        Taken back
      </Badge>
    );
  if (price.validFromOn > today)
    return (
      <Badge tone="info" icon="calendar">
        Coming
      </Badge>
    );
  const isOver = price.holdsToOn !== null && price.holdsToOn < today;
  return (
    <Badge tone={isOver ? 'neutral' : 'positive'} icon={isOver ? 'clock' : 'check-round'}>
      {isOver ? 'Over' : 'Holds today'}
    </Badge>
  );
}

const columnsFor = ({ list, product, today, zone }: HistoryProps): Column<ListPrice>[] => [
  { key: 'version', head: 'Version', rowHeader: true, nowrap: true, cell: (row) => row.versionNo },
  { key: 'standing', head: 'Now', nowrap: true, cell: (row) => <Standing price={row} today={today} /> },
  {
    key: 'price',
    head: `Price, ${list.currency}`,
    cell: (row) => <SchemeText scheme={row.scheme} currency={list.currency} unit={product.unitCode} />,
  },
  { key: 'from', head: 'From', nowrap: true, cell: (row) => <DateText date={row.validFromOn} /> },
  {
    key: 'to',
    head: 'To',
    nowrap: true,
    cell: (row) => {
      if (row.withdrawn) return <NotApplicable words="Holds on no day" />;
      return row.holdsToOn ? <DateText date={row.holdsToOn} /> : <NotApplicable words="Without an end" />;
    },
  },
  {
    key: 'who',
    head: 'Added by',
    cell: (row) => (
      <>
        <NameText text={row.createdByName} />
        <span className="under">
          <InstantText at={row.createdAt} zone={zone} show="date-time" />
        </span>
        {row.withdrawn && (
          <span className="under">
            Taken back by {row.withdrawn.byName}: {row.withdrawn.reason}
          </span>
        )}
      </>
    ),
  },
];

/** Every version there was, and the way to take back one that nothing was billed by. */
export function PriceHistory(props: HistoryProps) {
  const { history, mayWrite, errors, values } = props;
  const standing = history.filter((price) => price.withdrawn === null);
  return (
    <Panel title="Versions">
      {history.length === 0 ? (
        <EmptyState>This product has no price in this list yet.</EmptyState>
      ) : (
        <DataTable
          caption="Versions of the price"
          rows={history}
          rowKey={(row) => row.id}
          columns={columnsFor(props)}
          wide
        />
      )}
      {mayWrite && standing.length > 0 && (
        <div className="p-4">
          <FoldedForm
            title="Take a price back"
            open={Boolean(errors.priceId || errors.reason)}
            intent="withdraw"
            label="Take it back"
            danger
          >
            <Select
              name="priceId"
              label="Version"
              hint="Only one that nothing was billed by."
              size="medium"
              error={errors.priceId}
              defaultValue={values.priceId}
              options={standing.map((price) => ({
                value: price.id,
                label: `Version ${price.versionNo}, from ${price.validFromOn}`,
              }))}
            />
            <TextInput
              name="reason"
              label="Why"
              error={errors.reason}
              defaultValue={values.reason}
              autoComplete="off"
            />
          </FoldedForm>
        </div>
      )}
    </Panel>
  );
}
