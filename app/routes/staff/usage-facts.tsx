import { Link } from 'react-router';
import type { UsageShown } from '#app/modules/usage/queries/list-usage.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';
import { BilledMark, CustomerLink, quantityText } from './usage-words.tsx';

type Shown = { usage: UsageShown; zone: string };

/** Everything known of a record: what, when, under which line, from where, and on which invoice. */
export function UsageFacts({ usage, zone }: Shown) {
  return (
    <Panel title="What was recorded" pad>
      <Definition
        facts={[
          { label: 'Customer', value: <CustomerLink row={usage} /> },
          { label: 'Product', value: <span className="reference">{usage.productCode}</span> },
          {
            label: 'Contract line',
            value: (
              <Link to={`/staff/contracts/${usage.contractId}`}>
                {usage.contractNumber} line {usage.lineNo}
              </Link>
            ),
          },
          { label: 'Quantity', value: quantityText(usage.quantity, usage.unitCode) },
          ...(usage.remaining !== usage.quantity
            ? [{ label: 'With corrections', value: quantityText(usage.remaining, usage.unitCode) }]
            : []),
          { label: 'Date', value: <DateText date={usage.occurredOn} /> },
          { label: 'Recorded', value: <InstantText at={usage.learnedAt} zone={zone} show="date-time" /> },
          {
            label: 'By',
            value: (
              <NameText text={usage.fileName ? `${usage.recordedBy}, from ${usage.fileName}` : usage.recordedBy} />
            ),
          },
          { label: 'Invoice', value: <BilledMark row={usage} /> },
          ...(usage.orderNumber
            ? [{ label: 'Order', value: <span className="reference">{usage.orderNumber}</span> }]
            : []),
          ...(usage.correctsId
            ? [{ label: 'Corrects', value: <Link to={`/staff/usage/${usage.correctsId}`}>The record it is of</Link> }]
            : []),
          ...readingFacts(usage.source),
        ]}
      />
    </Panel>
  );
}

type Point = { on: string; value: string };
const isPoint = (value: unknown): value is Point =>
  typeof value === 'object' && value !== null && 'on' in value && 'value' in value;

/** The readings a quantity lies between, where it comes from a meter. */
function readingFacts({ from, to, multiplier, rolledOver }: UsageShown['source']) {
  if (!isPoint(to)) return [];
  const scale = typeof multiplier === 'string' && multiplier !== '1' ? `, times ${multiplier}` : '';
  const since = isPoint(from) ? `from ${from.value} on ${from.on} ` : '';
  const through = rolledOver === true ? ', through zero' : '';
  return [{ label: 'Readings', value: `${since}to ${to.value} on ${to.on}${through}${scale}` }];
}

export function UsageCorrections({ usage, zone }: Shown) {
  return (
    <Panel title="Corrections">
      <DataTable
        caption="Corrections of this record"
        rows={usage.corrections}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'quantity',
            head: 'Difference',
            rowHeader: true,
            nowrap: true,
            cell: ({ id, quantity }) => <Link to={`/staff/usage/${id}`}>{quantityText(quantity, usage.unitCode)}</Link>,
          },
          {
            key: 'at',
            head: 'Recorded',
            nowrap: true,
            cell: ({ learnedAt }) => <InstantText at={new Date(learnedAt)} zone={zone} show="date-time" />,
          },
          { key: 'by', head: 'By', cell: ({ by }) => <NameText text={by} /> },
        ]}
      />
    </Panel>
  );
}
