import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getPriceList } from '#app/modules/catalog/queries/get-price-list.server.ts';
import { pricesOfList } from '#app/modules/catalog/queries/prices-of-list.server.ts';
import type { PriceListId } from '#app/modules/catalog/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/price-list.ts';
import { addressWith, askedText, askedView } from './list-address.ts';
import { ListPriceTable } from './list-price-table.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

const PAGE_SIZE = 50;
const VIEWS = ['priced', 'unpriced'] as const;
const VIEW_LABELS = { priced: 'With a price', unpriced: 'Without a price' };

export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const id = parseId<PriceListId>(args.params.id);
  const list = foundOr404(id && (await getPriceList(staffDb(), id)), 'price list');
  const view = askedView(url, VIEWS);
  const search = askedText(url);
  const day = parsePlainDate(askedText(url, 'on'));
  const on = day.ok ? day.value : moment.today;
  const after = url.searchParams.get('after') ?? undefined;
  const page = await pricesOfList(staffDb(), { priceListId: list.id, on, view, search, after, limit: PAGE_SIZE });
  return {
    ...{ list, view, search, on, rows: page.rows, today: moment.today },
    views: VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'priced' ? null : one }) })),
    firstHref: after ? addressWith(url, {}) : null,
    nextHref: page.next ? addressWith(url, { after: page.next }) : null,
    mayWrite: mayStaff(user.role, 'catalog.write'),
  };
}

export default function PriceListPage({ loaderData }: Route.ComponentProps) {
  const { list, view, search, on, rows, today, views, firstHref, nextHref, mayWrite } = loaderData;
  const here = `/staff/price-lists/${list.id}`;
  return (
    <>
      <PageTitle title={list.name} site="Tallystick" />
      <BackLink to="/staff/price-lists">Price lists</BackLink>
      <PageHead
        title={<NameText text={list.name} />}
        facts={
          <>
            <span className="reference">{list.code}</span>
            <span>{list.currency}</span>
            {list.standard && <span>Standard list of {list.currency}</span>}
          </>
        }
        actions={
          mayWrite && (
            <LinkButton to={`${here}/edit`} variant="second">
              Change the list
            </LinkButton>
          )
        }
      />
      {list.note && <p className="prose">{list.note}</p>}
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: VIEW_LABELS[one.view], current: one.view === view }))}
      />
      <FilterBar action={here} label="Find prices" clearHref={search || on !== today ? here : undefined}>
        {view !== 'priced' && <input type="hidden" name="view" value={view} />}
        <TextInput type="search" name="q" label="Code or name" defaultValue={search} size="medium" />
        <DateInput name="on" label="Prices on" defaultValue={on} />
      </FilterBar>
      <Panel
        title={VIEW_LABELS[view]}
        aside={
          <>
            on <DateText date={on} />
          </>
        }
      >
        {rows.length > 0 ? (
          <ListPriceTable rows={rows} list={list} view={view} />
        ) : search ? (
          <EmptyState action={<Link to={here}>Clear filters</Link>}>No product matches.</EmptyState>
        ) : view === 'unpriced' ? (
          <EmptyState>Every product that is sold has a price in this list.</EmptyState>
        ) : (
          <EmptyState action={<Link to={`${here}?view=unpriced`}>Choose a product to price</Link>}>
            This list has no price yet.
          </EmptyState>
        )}
      </Panel>
      <Pager label="Prices" summary={firstHref && <Link to={firstHref}>First page</Link>} nextHref={nextHref} />
    </>
  );
}
