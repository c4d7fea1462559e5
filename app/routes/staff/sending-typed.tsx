import { Link } from 'react-router';
import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Typed = {
  readonly id: string;
  readonly number: string;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly poNumber: string;
} & Readonly<Record<'net' | 'tax' | 'gross', Money>>;

/** What a portal asks people to type, so that nobody opens the file to read it off. */
export const TypedFacts = ({ of }: { of: Typed }) => (
  <Panel title="To type in there" pad>
    <Definition
      facts={[
        { label: 'Number', value: <Link to={`/staff/invoices/${of.id}`}>{of.number}</Link> },
        { label: 'Date', value: <DateText date={of.documentOn} /> },
        { label: 'Due', value: <DateText date={of.dueOn} /> },
        { label: 'Purchase order', value: of.poNumber ? <NameText text={of.poNumber} /> : 'None' },
        { label: 'Net', value: <MoneyText money={of.net} style="code" /> },
        { label: 'Tax', value: <MoneyText money={of.tax} style="code" /> },
        { label: 'Total', value: <MoneyText money={of.gross} style="code" /> },
      ]}
    />
  </Panel>
);
