import { Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { money, parseMoney } from '#app/kernel/money.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { postDatedOf } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { listPayments } from '#app/modules/payments/queries/list-payments.server.ts';
import { paymentMethodName } from '#app/modules/payments/ui/payment-method.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { Badges } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/payments.ts';
import { BankTransfer } from './bank-transfer.tsx';
import { addressWith, cursorOf, neighbours, searchOf } from './list-address.ts';
import { NoPayments } from './no-payments.tsx';
import { PostDated } from './post-dated.tsx';

export const handle = { wide: true };

const NUMBERS_SHOWN = 3;

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, membership, company, moment } = await requirePortal(args, 'view');
  const url = args.url;
  const search = searchOf(url);
  const cursor = cursorOf(url);
  const typed = /^[\p{Sc}\d.,\s]+$/u.test(search) ? parseMoney(search, company.baseCurrency) : null;
  const { page, banks, postDated } = await readAsPortal(portalDb(), scope, async (db) => ({
    page: await listPayments(db, {
      customerId,
      search,
      ...(typed?.ok ? { amountMinor: typed.value } : {}),
      today: moment.today,
      cursor: cursor && { receivedOn: cursor.on, id: cursor.id, direction: cursor.direction },
    }),
    banks: await listBankAccounts(db),
    postDated: await postDatedOf(db, customerId),
  }));
  const keyed = (row: (typeof page.rows)[number] | undefined) => row && { on: row.receivedOn, id: row.id };
  const { hasOlder, hasNewer, rows } = page;
  return {
    company: company.name,
    ...{ search, rows, postDated },
    number: membership.customerNumber,
    bank: banks.find((bank) => bank.currency === company.baseCurrency) ?? banks[0] ?? null,
    clearHref: search ? addressWith(url, { q: null }) : undefined,
    csvHref: `/files/payments.csv${search ? `?${new URLSearchParams({ q: search })}` : ''}`,
    ...neighbours(url, { first: keyed(rows[0]), last: keyed(rows.at(-1)), hasOlder, hasNewer }),
  };
}

type Row = Route.ComponentProps['loaderData']['rows'][number];

export default function Payments({ loaderData }: Route.ComponentProps) {
  const { company, search, rows, postDated, number, bank, clearHref, csvHref, previousHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Payments" site={company} />
      <PortalTitle title="Payments" under="What we received from you, and which invoices it went to." />
      <FilterBar action="/payments" label="Find a payment" clearHref={clearHref} submitLabel="Find">
        <TextInput name="q" type="search" label="Amount, number or reference" defaultValue={search} size="medium" />
      </FilterBar>
      {rows.length === 0 ? (
        <NoPayments search={search} clearHref={clearHref} />
      ) : (
        <>
          <PaymentTable rows={rows} />
          <Pager label="Payments" previousHref={previousHref} nextHref={nextHref} />
          <p className="gap-part not-printed">
            <a href={csvHref} download>
              Download this list (CSV)
            </a>
          </p>
        </>
      )}
      <PostDated cheques={postDated} />
      {bank && <BankTransfer shut="How to pay by bank transfer" bank={bank} quote={number} />}
    </>
  );
}

function PaymentTable({ rows }: { rows: readonly Row[] }) {
  return (
    <DataTable
      caption="Your payments, newest first"
      cards
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'payment',
          head: 'Payment',
          rowHeader: true,
          cell: (row) => (
            <>
              <Link className="quiet-link" to={`/payments/${row.id}`}>
                <DateText date={row.receivedOn} />, {paymentMethodName(row.method)}
              </Link>
              <span className="under">
                <span className="reference">{row.number}</span>
              </span>
              {row.reversed && <Badges badges={[{ tone: 'warn', icon: 'back', text: 'Taken back by the bank' }]} />}
            </>
          ),
        },
        { key: 'covers', head: 'Went to', cardLabel: 'Went to', cell: (row) => <Covers numbers={row.covers} /> },
        {
          key: 'unapplied',
          head: 'Credit left',
          numeric: true,
          card: 'line',
          cell: (row) => <MoneyText money={money(row.unappliedMinor, row.currency)} />,
        },
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} />,
        },
      ]}
    />
  );
}

function Covers({ numbers }: { numbers: readonly string[] }) {
  if (numbers.length === 0) return <NotApplicable words="no invoice" />;
  const rest = numbers.length - NUMBERS_SHOWN;
  return (
    <>
      <span className="reference">{numbers.slice(0, NUMBERS_SHOWN).join(', ')}</span>
      {rest > 0 && ` and ${rest} more`}
    </>
  );
}
