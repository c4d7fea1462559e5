import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { LinkLabels } from '#app/modules/banking/queries/link-labels.server.ts';
import type { BankLineLink, BankLineView } from '#app/modules/banking/queries/statement-lines.server.ts';
import type { BankLineState } from '#app/modules/banking/types.ts';
import { Badge, type BadgeContent } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { LINK_KINDS } from './bank-link-words.ts';
import { NameText } from './name-text.tsx';

const STATES: Readonly<Record<BankLineState, BadgeContent>> = {
  open: { tone: 'warn', icon: 'ring', text: 'Open' },
  explained: { tone: 'positive', icon: 'check', text: 'Explained' },
  parked: { tone: 'neutral', icon: 'pause', text: 'Parked' },
  asked: { tone: 'info', icon: 'clock', text: 'Asked' },
  skipped: { tone: 'neutral', icon: 'back', text: 'Came before' },
};

export function LineBadge({ state }: { state: BankLineState }) {
  const { tone, icon, text } = STATES[state];
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}

/** "Payment RCP-000012 of Ash & Co", with its page. */
export function LinkText({ link, labels }: { link: BankLineLink; labels: LinkLabels }) {
  const words = LINK_KINDS[link.kind];
  const label = link.subjectId ? labels.get(link.subjectId) : undefined;
  return (
    <>
      {words.one}{' '}
      {label && words.path && link.subjectId && (
        <Link className="reference" to={words.path(link.subjectId)}>
          {label}
        </Link>
      )}
      {link.customerName && (
        <>
          {' '}
          of <NameText text={link.customerName} />
        </>
      )}
      {link.note && (
        <>
          , <NameText text={link.note} />
        </>
      )}
    </>
  );
}

const saysWhat = (line: BankLineView): string =>
  line.text || line.payerRef || line.creditorRef || line.kind || 'No text';

type TableProps = { lines: readonly BankLineView[]; labels: LinkLabels; currency: Currency };

export function StatementLines({ lines, labels, currency }: TableProps) {
  return (
    <DataTable
      caption="Lines of the statement, in the bank’s order"
      rows={lines}
      rowKey={({ id }) => id}
      columns={[
        { key: 'no', head: 'No.', numeric: true, card: 'hidden', cell: ({ lineNo }) => lineNo },
        { key: 'on', head: 'Booked', nowrap: true, cell: ({ bookedOn }) => <DateText date={bookedOn} /> },
        {
          key: 'text',
          head: 'Line',
          rowHeader: true,
          cell: (line) => (
            <>
              <Link className="quiet-link" to={`/staff/bank/lines/${line.id}`}>
                <NameText text={line.partyName || saysWhat(line)} />
                <span className="sr-only">, line {line.lineNo}</span>
              </Link>
              {line.partyName && (
                <span className="under">
                  <NameText text={saysWhat(line)} />
                </span>
              )}
            </>
          ),
        },
        {
          key: 'as',
          head: 'As',
          cell: (line) => (
            <>
              <LineBadge state={line.state} />
              {line.links.map((link) => (
                <span key={link.no} className="under">
                  <LinkText {...{ link, labels }} />
                </span>
              ))}
              {line.note && (
                <span className="under">
                  <NameText text={line.note} />
                </span>
              )}
            </>
          ),
        },
        {
          key: 'amount',
          head: `Amount, ${currency}`,
          numeric: true,
          cell: ({ amountMinor }) => <MoneyText money={money(amountMinor, currency)} style="bare" />,
        },
      ]}
    />
  );
}
