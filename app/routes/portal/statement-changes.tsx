import { data } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { KnownAtText, SealText } from '#app/modules/ledger/ui/known-at-text.tsx';
import { statementChanges } from '#app/modules/statements/queries/statement-changes.server.ts';
import { BeforeAfterTable, ChangesSentence, LearnedTable } from '#app/modules/statements/ui/statement-changes-view.tsx';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { askedChanges } from '#app/workflows/asked-changes.server.ts';
import type { Route } from './+types/statement-changes.ts';
import { documentPath } from './document-path.ts';
import { foundOr404 } from './found-or-404.ts';
import { GroupChangesPart } from './group-changes.tsx';
import { changesOfGroup } from './group-page.server.ts';

export const handle = { wide: true };

/** What was learned since a statement was made: the same question the desk can ask. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company, moment } = await requirePortal(args, 'view');
  const asked = await askedChanges(portalDb(), args.url.searchParams, moment.today);
  if (!asked.ok) throw data({ title: 'No such statement', text: asked.refusal.text }, asked.refusal.status);
  const { currency, ...range } = asked.value;
  const page = { asked: asked.value, company: company.name, zone: company.timeZone };
  if (currency === null)
    return { ...page, group: foundOr404(await changesOfGroup(customerId, range), 'group'), changes: null };
  const changes = await readAsPortal(portalDb(), scope, (db) =>
    statementChanges(db, { customerId, ...range, currency }),
  );
  return { ...page, changes, group: null };
}

export default function StatementChangesPage({ loaderData }: Route.ComponentProps) {
  const { changes, group, asked, company, zone } = loaderData;
  const of: Record<string, string> = asked.currency === null ? { group: 'yes' } : { currency: asked.currency };
  const back = new URLSearchParams({ from: asked.fromOn, to: asked.toOn, ...of });
  return (
    <>
      <PageTitle title="What changed since" site={company} />
      <BackLink to={`/statements?${back}`}>Statement</BackLink>
      <PortalTitle
        title="What changed since"
        under={
          <>
            Statement <DateText date={asked.fromOn} /> to <DateText date={asked.toOn} />,{' '}
            {asked.currency ?? 'whole group'}. It was made knowing what we knew at{' '}
            <SealText seal={asked.before} zone={zone} />.
          </>
        }
      />
      {group && <GroupChangesPart changes={group.changes} own={group.own} asked={asked} />}
      {changes && <ChangesSentence changes={changes} />}
      {changes && changes.learned.length > 0 && (
        <Section title="What we learned since" aside={<KnownAtText seal={asked.after} zone={zone} />}>
          <LearnedTable changes={changes} zone={zone} hrefOf={documentPath} />
        </Section>
      )}
      {changes && (
        <Section title="Then and now">
          <BeforeAfterTable changes={changes} />
        </Section>
      )}
    </>
  );
}
