import { Link } from 'react-router';
import type { OpenCases } from '#app/modules/cash-application/queries/case-story.server.ts';
import type { GroupMember } from '#app/modules/customers/queries/group-of.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** The parent, or the children, with what each owes per currency. Nothing for a customer alone. */
export function CustomerGroup({ group }: { group: readonly GroupMember[] }) {
  if (group.length === 0) return null;
  return (
    <Panel title={group.some((one) => one.isParent) ? 'Its group' : 'Parent of a group'}>
      <DataTable
        caption="The other customers of the group"
        rows={group}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'name',
            head: 'Customer',
            rowHeader: true,
            cell: (row) => (
              <>
                <Link className="quiet-link" to={`/staff/customers/${row.id}`}>
                  <NameText text={row.name} />
                </Link>
                <span className="under">
                  <span className="reference">{row.number}</span>
                  {row.isParent && ', parent'}
                </span>
              </>
            ),
          },
          {
            key: 'balance',
            head: 'Balance',
            numeric: true,
            cell: (row) =>
              row.balances.length === 0 ? (
                <NotApplicable words="nothing open" />
              ) : (
                row.balances.map(({ balance }) => (
                  <span key={balance.currency} className="block">
                    <MoneyText money={balance} style="code" />
                  </span>
                ))
              ),
          },
        ]}
      />
    </Panel>
  );
}

type CasesProps = { customerId: string; deductions: readonly OpenCases[]; certificates: readonly OpenCases[] };

/** Where this customer's open deductions and certificates are listed. */
export function CustomerCases({ customerId, deductions, certificates }: CasesProps) {
  const count = (cases: readonly OpenCases[]) => cases.reduce((sum, one) => sum + one.count, 0);
  const links = [
    { path: 'deductions', count: count(deductions), one: 'deduction', many: 'deductions' },
    {
      path: 'certificates',
      count: count(certificates),
      one: 'certificate to collect',
      many: 'certificates to collect',
    },
  ].filter((link) => link.count > 0);
  if (links.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-4">
      {links.map((link) => (
        <Link key={link.path} to={`/staff/${link.path}?customer=${customerId}`}>
          {link.count} {link.count === 1 ? link.one : link.many}
        </Link>
      ))}
    </p>
  );
}
