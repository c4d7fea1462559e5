import { Link } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import type { StatementSend } from '#app/modules/statements/types.ts';
import { FORM_WORDS, SEND_WORDS } from '#app/modules/statements/ui/schedule-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';

/** The statements of a run, each with its file or why there is none. */
export function SendTable({ sends, caption }: { sends: readonly StatementSend[]; caption: string }) {
  return (
    <DataTable
      caption={caption}
      rows={sends}
      rowKey={({ seqNo }) => String(seqNo)}
      columns={[
        {
          key: 'customer',
          head: 'Customer',
          rowHeader: true,
          cell: ({ customerId, customerName, customerNumber, currency }) => (
            <>
              <Link to={`/staff/customers/${customerId}/statement`}>
                <bdi>{showText(customerName)}</bdi>, {currency ?? 'whole group'}
              </Link>
              <span className="under reference">{customerNumber}</span>
            </>
          ),
        },
        { key: 'form', head: 'Form', cell: ({ form }) => FORM_WORDS[form] },
        {
          key: 'state',
          head: 'State',
          cell: ({ state, reason }) => (
            <>
              {SEND_WORDS[state]}
              {reason && <span className="under">{showText(reason)}</span>}
            </>
          ),
        },
        {
          key: 'file',
          head: 'File',
          cell: ({ documentId, customerName, currency }) =>
            documentId && (
              <a href={`/staff/documents/${documentId}`}>
                PDF
                <span className="sr-only">
                  {' '}
                  of {showText(customerName)}, {currency ?? 'whole group'}
                </span>
              </a>
            ),
        },
      ]}
    />
  );
}
