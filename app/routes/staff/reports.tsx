import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/reports.ts';

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  return null;
}

const REPORTS = [
  {
    to: '/staff/reports/ageing',
    name: 'Ageing',
    text: 'Who owes how much and how late it is, agreed to the receivables account.',
  },
  {
    to: '/staff/reports/trial-balance',
    name: 'Trial balance',
    text: 'Every ledger account with its balance, per currency and in base currency.',
  },
  {
    to: '/staff/reports/tax',
    name: 'Tax listing',
    text: 'Output tax by category and rate for any days, credit notes below zero, agreed to the output tax account.',
  },
  {
    to: '/staff/reports/dollar-days',
    name: 'Why money is late',
    text: 'Every overdue amount times its days, each charged to one cause: ours, agreed, or the customer’s.',
  },
  {
    to: '/staff/reports/disputes',
    name: 'What disputes teach',
    text: 'Invoices right the first time, what disputes came from and cost, and what customers ask most.',
  },
  {
    to: '/staff/reports/unbilled',
    name: 'Unbilled revenue',
    text: 'What was delivered or used and is on no invoice yet, by customer, product and period, as of any day.',
  },
  {
    to: '/staff/reports/deferred',
    name: 'Deferred revenue',
    text: 'What is billed in advance and not earned yet, line by line, agreed to the deferred revenue account.',
  },
  {
    to: '/staff/reports/allowance',
    name: 'Loss allowance',
    text: 'What is set aside for expected losses, what was written off against it, and what is left. Built and released here.',
  },
] as const;

export default function Reports() {
  return (
    <>
      <PageTitle title="Reports" site="Tallystick" />
      <PageHead title="Reports" />
      <Panel title="As of any day, and as known at any seal" pad>
        <dl className="grid gap-4">
          {REPORTS.map((report) => (
            <div key={report.to}>
              <dt>
                <Link to={report.to}>{report.name}</Link>
              </dt>
              <dd className="text-muted">{report.text}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </>
  );
}
