import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Case } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';
import { ageText, DEPARTMENT_WORDS } from './reduction-words.ts';
import { sourcePath } from './source-path.ts';

/** Deductions or certificates: whose, of which document and payment, how much is open, who has it and for how long. */
export function CaseTable({ rows, kind }: { rows: readonly Case[]; kind: Case['kind'] }) {
  const columns = [...shared, ...(kind === 'deduction' ? ofDeductions : ofCertificates), ...last];
  return (
    <DataTable
      caption={kind === 'deduction' ? 'Deductions and what is left of each' : 'Certificates and what is left of each'}
      wide
      rows={rows}
      rowKey={(row) => row.reductionId}
      columns={columns}
    />
  );
}

const shared: Column<Case>[] = [
  {
    key: 'customer',
    head: 'Customer',
    rowHeader: true,
    cell: (row) => (
      <>
        <Link className="quiet-link" to={`/staff/cases/${row.reductionId}`}>
          <NameText text={row.customerName} />
        </Link>
        <span className="under reference">{row.customerNumber}</span>
      </>
    ),
  },
  {
    key: 'invoice',
    head: 'Invoice',
    nowrap: true,
    cell: (row) => (
      <Link className="quiet-link reference" to={sourcePath({ kind: row.itemKind, sourceId: row.sourceId })}>
        {row.number}
      </Link>
    ),
  },
  {
    key: 'payment',
    head: 'Payment',
    nowrap: true,
    cell: (row) =>
      row.paymentId ? (
        <Link className="quiet-link reference" to={`/staff/payments/${row.paymentId}`}>
          {row.paymentNumber}
        </Link>
      ) : (
        <NotApplicable words="named without a payment" />
      ),
  },
  {
    key: 'left',
    head: 'Open',
    numeric: true,
    cell: (row) => (
      <>
        <MoneyText money={money(row.openMinor, row.currency)} style="code" />
        {row.openMinor < row.amountMinor && (
          <span className="under">
            of <MoneyText money={money(row.amountMinor, row.currency)} style="bare" />
          </span>
        )}
      </>
    ),
  },
];

const ofDeductions: Column<Case>[] = [
  {
    key: 'code',
    head: 'What for',
    cell: (row) => (
      <>
        {row.label}
        <span className="under">{DEPARTMENT_WORDS[row.department ?? ''] ?? ''}</span>
      </>
    ),
  },
];

const ofCertificates: Column<Case>[] = [
  {
    key: 'certificate',
    head: 'Certificate',
    cell: (row) =>
      row.certificateNumber ? (
        <span className="reference">{row.certificateNumber}</span>
      ) : row.openMinor === 0n ? (
        'Waived'
      ) : (
        'To collect'
      ),
  },
];

const last: Column<Case>[] = [
  {
    key: 'owner',
    head: 'Who has it',
    cell: (row) => (
      <>
        {row.ownerName ? <NameText text={row.ownerName} /> : 'Nobody yet'}
        {row.lastNote && (
          <span className="under">
            <NameText text={row.lastNote} />
          </span>
        )}
      </>
    ),
  },
  {
    key: 'age',
    head: 'Age',
    nowrap: true,
    cell: (row) => (
      <>
        {ageText(row.ageDays)}
        {row.dueOn && row.openMinor > 0n && (
          <span className="under">
            ask by <DateText date={row.dueOn} />
          </span>
        )}
      </>
    ),
  },
];
