import { Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { parseMoney } from '#app/kernel/money.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import { customerRefunds } from '#app/modules/adjustments/queries/customer-refunds.server.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { creditRequestsOf } from '#app/modules/cash-application/queries/credit-requests.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { postDatedOf } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { listPayments } from '#app/modules/payments/queries/list-payments.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/payments.ts';
import { BankTransfer } from './bank-transfer.tsx';
import { CreditLeft } from './credit-left.tsx';
import { addressWith, cursorOf, neighbours, searchOf } from './list-address.ts';
import { NoPayments } from './no-payments.tsx';
import { PaymentTable } from './payment-list.tsx';
import { PostDated } from './post-dated.tsx';
import { RefundNotes } from './refund-notes.tsx';

export const handle = { wide: true };

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, membership, company, moment } = await requirePortal(args, 'view');
  const url = args.url;
  const search = searchOf(url);
  const cursor = cursorOf(url);
  const typed = /^[\p{Sc}\d.,\s]+$/u.test(search) ? parseMoney(search, company.baseCurrency) : null;
  const { page, banks, postDated, credits, refunds, asked } = await readAsPortal(portalDb(), scope, async (db) => ({
    page: await listPayments(db, {
      customerId,
      search,
      ...(typed?.ok ? { amountMinor: typed.value } : {}),
      today: moment.today,
      cursor: cursor && { receivedOn: cursor.on, id: cursor.id, direction: cursor.direction },
    }),
    banks: await listBankAccounts(db),
    postDated: await postDatedOf(db, customerId),
    credits: (await openItemsOf(db, { customerId })).filter((item) => item.side === 'credit'),
    refunds: await customerRefunds(db, { customerId }),
    asked: await creditRequestsOf(db, customerId),
  }));
  const keyed = (row: (typeof page.rows)[number] | undefined) => row && { on: row.receivedOn, id: row.id };
  const { hasOlder, hasNewer, rows } = page;
  return {
    company: company.name,
    ...{ search, rows, postDated, credits, refunds, mayAsk: mayPortal(membership.role, 'pay') },
    asked: asked.map(({ askedAt, ...one }) => ({ ...one, askedOn: dateInZone(askedAt, company.timeZone) })),
    number: membership.customerNumber,
    bank: banks.find((bank) => bank.currency === company.baseCurrency) ?? banks[0] ?? null,
    clearHref: search ? addressWith(url, { q: null }) : undefined,
    csvHref: `/files/payments.csv${search ? `?${new URLSearchParams({ q: search })}` : ''}`,
    ...neighbours(url, { first: keyed(rows[0]), last: keyed(rows.at(-1)), hasOlder, hasNewer }),
  };
}

export default function Payments({ loaderData }: Route.ComponentProps) {
  const { company, search, rows, postDated, number, bank, clearHref, csvHref, previousHref, nextHref } = loaderData;
  const { credits, refunds, asked, mayAsk } = loaderData;
  return (
    <>
      <PageTitle title="Payments" site={company} />
      <PortalTitle
        title="Payments"
        under={
          <>
            What we received from you, and which invoices it went to.{' '}
            <Link to="/invoices?view=credit_notes">Credit notes</Link>
          </>
        }
      />
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
      <CreditLeft credits={credits} asked={asked} mayAsk={mayAsk} />
      <RefundNotes refunds={refunds} />
      <PostDated cheques={postDated} />
      {bank && <BankTransfer shut="How to pay by bank transfer" bank={bank} quote={number} />}
    </>
  );
}
