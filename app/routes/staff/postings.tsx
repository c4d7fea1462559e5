import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords, readAccountFigure, readFigure } from '#app/modules/ledger/forms.ts';
import { accountPostings } from '#app/modules/ledger/queries/account-postings.server.ts';
import { itemPostings } from '#app/modules/ledger/queries/item-postings.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import { PostingsTable } from '#app/modules/ledger/ui/postings-table.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/postings.ts';
import { AccountTable } from './account-table.tsx';
import { figureWords, measureWords } from './figure-words.ts';
import { addressWith } from './list-address.ts';
import { kindWords, sourcePath } from './source-path.ts';

const PAGE_SIZE = 200;
const AFTER = /^\d{1,9}$/;

/** The rows that make a figure. Without a seal in the address: as known now. */
export async function loader(args: Route.LoaderArgs) {
  const { company, user, db } = await requireStaff(args, 'accounts.read');
  const asked = args.url.searchParams;
  const known = asked.get('known');
  const seal = known ? await askedSeal(known) : undefined;
  const after = AFTER.test(asked.get('after') ?? '') ? Number(asked.get('after')) : 0;
  // The ledger behind the trial balance is ours alone; a partner opens figures of assigned customers.
  const seesLedger = mayStaff(user.role, 'desk.read');
  const found =
    asked.get('account') && seesLedger
      ? await linesOfAccount(asked, seal, after)
      : await rowsOfCustomers(db, asked, seal, after);
  const next = found.page.next;
  return {
    ...found,
    seal: seal ?? null,
    shownIn: found.kind === 'account' && found.figure.measure === 'base' ? company.baseCurrency : found.figure.currency,
    zone: company.timeZone,
    nextHref: next ? addressWith(args.url, { after: String(next) }) : null,
    firstHref: after > 0 ? addressWith(args.url, {}) : null,
  };
}

async function askedSeal(known: string): Promise<Seal> {
  const found = await sealOrFind(staffDb(), known);
  if (found.ok) return found.value;
  throw data({ title: 'No such seal', text: noSuchSealWords(found.refusal) }, 404);
}

const noSuchFigure = () =>
  data({ title: 'No such figure', text: 'Open a figure from a report, an account or a statement.' }, 404);

async function linesOfAccount(asked: URLSearchParams, knownAt: Seal | undefined, after: number) {
  const figure = readAccountFigure(asked);
  if (!figure) throw noSuchFigure();
  const page = await accountPostings(staffDb(), { ...figure, knownAt }, { after, limit: PAGE_SIZE });
  return { kind: 'account' as const, figure, page };
}

async function rowsOfCustomers(db: ReadDb, asked: URLSearchParams, knownAt: Seal | undefined, after: number) {
  const figure = readFigure(asked);
  const customerId = figure?.customerId && parseId<CustomerId>(figure.customerId);
  const customer = customerId ? await getCustomer(db, customerId) : null;
  if (!figure || (figure.customerId && !customer)) throw noSuchFigure();
  const page = await itemPostings(db, { ...figure, knownAt }, { after, limit: PAGE_SIZE });
  return { kind: 'customers' as const, figure, page, customer: customer && { id: customer.id, name: customer.name } };
}

export default function Postings({ loaderData }: Route.ComponentProps) {
  const { figure, page, seal, zone, nextHref, firstHref, shownIn } = loaderData;
  const customer = loaderData.kind === 'customers' ? loaderData.customer : null;
  const title = loaderData.kind === 'customers' ? figureWords(loaderData.figure) : measureWords(loaderData.figure);
  return (
    <>
      <PageTitle title="What makes this figure" site="Tallystick" />
      {customer ? (
        <BackLink to={`/staff/customers/${customer.id}`}>{customer.name}</BackLink>
      ) : (
        <BackLink to="/staff/reports">Reports</BackLink>
      )}
      <PageHead
        title={`${title}, ${shownIn}`}
        facts={
          <>
            {figure.asOf && (
              <span>
                As of <DateText date={figure.asOf} />
              </span>
            )}
            {seal ? <KnownAtText seal={seal} zone={zone} /> : <span>As known now</span>}
          </>
        }
      />
      <Panel title="The rows that make this figure">
        {page.rows.length === 0 && <EmptyState>Nothing was posted that makes this figure: it is zero.</EmptyState>}
        {page.rows.length > 0 && loaderData.kind === 'account' && (
          <AccountTable page={loaderData.page} currency={shownIn} />
        )}
        {page.rows.length > 0 && loaderData.kind === 'customers' && (
          <PostingsTable
            page={loaderData.page}
            currency={figure.currency}
            wordsOf={kindWords}
            hrefOf={sourcePath}
            withCustomer={!customer}
          />
        )}
      </Panel>
      <Pager label="Postings" summary={firstHref && <a href={firstHref}>First page</a>} nextHref={nextHref} />
    </>
  );
}
