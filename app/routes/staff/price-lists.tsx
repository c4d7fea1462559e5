import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { undoPriceImport } from '#app/modules/catalog/commands/undo-price-import.server.ts';
import { listPriceLists, type PriceListRow } from '#app/modules/catalog/queries/list-price-lists.server.ts';
import { priceImports } from '#app/modules/catalog/queries/price-imports.server.ts';
import type { PriceImportId } from '#app/modules/catalog/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/price-lists.ts';
import { NameText } from './name-text.tsx';
import { postedFields } from './posted.server.ts';
import { PriceImports } from './price-imports.tsx';

const IMPORTS_SHOWN = 10;
const UNDO_WORDS = {
  'unknown-import': 'This import is not there. Reload the page.',
  'nothing-left': 'Nothing of this import holds any more: it was undone already, or each price was taken back.',
  'price-was-billed':
    'An invoice was made with a price of this import, so it cannot be undone as a whole. Take back single prices, or add the right ones from a later day.',
};

const COLUMNS: Column<PriceListRow>[] = [
  {
    key: 'name',
    head: 'Price list',
    rowHeader: true,
    cell: (row) => (
      <Link className="quiet-link" to={`/staff/price-lists/${row.id}`}>
        <NameText text={row.name} />
        <span className="under reference">{row.code}</span>
      </Link>
    ),
  },
  { key: 'currency', head: 'Currency', nowrap: true, cell: (row) => row.currency },
  {
    key: 'standard',
    head: 'For',
    nowrap: true,
    cell: (row) =>
      row.standard ? (
        <Badge tone="info" icon="check-round">
          Everybody
        </Badge>
      ) : (
        'Contracts that name it'
      ),
  },
  { key: 'products', head: 'Prices today', numeric: true, cell: (row) => row.products },
  {
    key: 'next',
    head: 'Next change',
    nowrap: true,
    cell: (row) => (row.nextChangeOn ? <DateText date={row.nextChangeOn} /> : <NotApplicable words="None planned" />),
  },
];

export async function loader(args: Route.LoaderArgs) {
  const { moment, user, company } = await requireStaff(args, 'desk.read');
  const [lists, imports] = await Promise.all([
    listPriceLists(staffDb(), moment.today),
    priceImports(staffDb(), IMPORTS_SHOWN),
  ]);
  return { lists, imports, zone: company.timeZone, mayWrite: mayStaff(user.role, 'catalog.write') };
}

/** Undoes an import of prices. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'catalog.write');
  const importId = parseId<PriceImportId>((await postedFields(args.request)).of('undo'));
  if (!importId) return data(formRefusal({ formErrors: [UNDO_WORDS['unknown-import']] }), 422);
  const undone = await inTransaction(staffDb(), (tx) => undoPriceImport(tx, actor, { importId }, moment));
  if (!undone.ok) return data(formRefusal({ formErrors: [UNDO_WORDS[undone.refusal.code]] }), 422);
  return redirectWithFlash('/staff/price-lists', `Undone: ${undone.value.withdrawn} prices hold no longer.`);
}

export default function PriceLists({ loaderData, actionData }: Route.ComponentProps) {
  const { lists, imports, zone, mayWrite } = loaderData;
  return (
    <>
      <PageTitle title="Price lists" site="Tallystick" hasErrors={Boolean(actionData)} />
      <PageHead
        title="Price lists"
        actions={mayWrite && <LinkButton to="/staff/price-lists/new">New price list</LinkButton>}
      />
      <ErrorSummary {...actionData} />
      <Panel title="Lists" aside={mayWrite && <Link to="/staff/import">Import prices</Link>}>
        {lists.length > 0 ? (
          <DataTable caption="Price lists" columns={COLUMNS} rows={lists} rowKey={(row) => row.id} />
        ) : (
          <EmptyState action={mayWrite ? <Link to="/staff/price-lists/new">Add a price list</Link> : undefined}>
            There is no price list yet. Prices of single customers stand in their contracts.
          </EmptyState>
        )}
      </Panel>
      {imports.length > 0 && <PriceImports imports={imports} zone={zone} mayWrite={mayWrite} />}
    </>
  );
}
