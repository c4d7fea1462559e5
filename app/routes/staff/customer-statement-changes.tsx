import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import { SealText } from '#app/modules/ledger/ui/known-at-text.tsx';
import { groupChanges } from '#app/modules/statements/queries/group-changes.server.ts';
import { statementChanges } from '#app/modules/statements/queries/statement-changes.server.ts';
import { GroupChangesSentence, GroupChangesTable } from '#app/modules/statements/ui/group-changes-view.tsx';
import { BeforeAfterTable, ChangesSentence, LearnedTable } from '#app/modules/statements/ui/statement-changes-view.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { askedChanges } from '#app/workflows/asked-changes.server.ts';
import type { Route } from './+types/customer-statement-changes.ts';
import { foundOr404 } from './not-found.ts';
import { sourcePath } from './source-path.ts';

/** What was learned between two seals that belongs on a statement. */
export async function loader(args: Route.LoaderArgs) {
  const { company, moment, db } = await requireStaff(args, 'accounts.read');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(db, id)), 'customer');
  const asked = await askedChanges(staffDb(), args.url.searchParams, moment.today);
  if (!asked.ok) throw data({ title: 'Nothing to compare', text: asked.refusal.text }, asked.refusal.status);
  const { currency, ...range } = asked.value;
  const page = { customer: { id: customer.id, name: customer.name }, asked: asked.value, zone: company.timeZone };
  if (currency !== null) {
    const changes = await statementChanges(db, { customerId: customer.id, ...range, currency });
    return { ...page, changes, group: null };
  }
  const members = await groupMembers(db, customer.id);
  foundOr404(members.length > 0, 'group');
  return { ...page, changes: null, group: await groupChanges((_, read) => read(db), { members, ...range }) };
}

export default function StatementChangesPage({ loaderData }: Route.ComponentProps) {
  const { customer, changes, group, asked, zone } = loaderData;
  const statement = `/staff/customers/${customer.id}/statement`;
  const of: Record<string, string> = asked.currency === null ? { group: 'yes' } : { currency: asked.currency };
  const range: Record<string, string> = { from: asked.fromOn, to: asked.toOn, ...of };
  const back = new URLSearchParams({ ...range, known: asked.before.sealNo.toString() });
  return (
    <>
      <PageTitle title={`What changed since, ${customer.name}`} site="Tallystick" />
      <BackLink to={`${statement}?${back}`}>Statement</BackLink>
      <PageHead
        title="What changed since we sent this"
        facts={
          <>
            <span>
              <DateText date={asked.fromOn} /> to <DateText date={asked.toOn} />, {asked.currency ?? 'whole group'}
            </span>
            <span>
              from <SealText seal={asked.before} zone={zone} />
            </span>
            <span>
              to <SealText seal={asked.after} zone={zone} />
            </span>
          </>
        }
      />
      <div className="staff-stack">
        <FilterBar action={`${statement}/changes`} label="Seals to compare" submitLabel="Compare">
          {Object.entries(range).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextInput name="known" label="From seal" size="short" defaultValue={asked.before.sealNo.toString()} />
          <TextInput name="since" label="To seal" size="short" defaultValue={asked.after.sealNo.toString()} />
        </FilterBar>
        <Panel title="What changed" pad>
          {changes ? <ChangesSentence changes={changes} /> : <GroupChangesSentence changes={group ?? []} />}
        </Panel>
        {group?.map((part) => (
          <Panel key={part.currency} title={`Then and now, ${part.currency}`}>
            <GroupChangesTable
              part={part}
              hrefOf={({ customerId, currency }) =>
                `/staff/customers/${customerId}/statement/changes?${new URLSearchParams({ from: asked.fromOn, to: asked.toOn, currency, known: asked.before.sealNo.toString() })}`
              }
            />
          </Panel>
        ))}
        {changes && changes.learned.length > 0 && (
          <Panel title="What was learned">
            <LearnedTable changes={changes} zone={zone} hrefOf={sourcePath} />
          </Panel>
        )}
        {changes && (
          <Panel title="Then and now">
            <BeforeAfterTable changes={changes} />
          </Panel>
        )}
      </div>
    </>
  );
}
