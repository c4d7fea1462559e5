import { Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { lateDisputeAsks } from '#app/modules/disputes/queries/dispute-ask.server.ts';
import { disputesOfCustomer } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/disputes.ts';
import { languageOf } from './dispute-read.server.ts';
import { DisputeTable } from './dispute-table.tsx';
import { OutsideText } from './outside-text.tsx';
import { LATE_WORDS } from './waiting-words.ts';

const SHOWN = 200;

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company, membership } = await requirePortal(args, 'view');
  const reader = { side: 'customer' as const, language: languageOf({ company }) };
  const [rows, late] = await readAsPortal(portalDb(), scope, async (db) => [
    await disputesOfCustomer(db, { customerId, reader, limit: SHOWN }),
    await lateDisputeAsks(db, { customerId }),
  ]);
  return {
    ...{ company: company.name, zone: company.timeZone, mayAsk: mayPortal(membership.role, 'pay') },
    late,
    open: rows.filter((row) => row.outcome === null),
    over: rows.filter((row) => row.outcome !== null),
  };
}

/** What this customer asked or told us is wrong: what is open first, then what is answered. */
export default function Disputes({ loaderData }: Route.ComponentProps) {
  const { company, zone, mayAsk, late, open, over } = loaderData;
  return (
    <>
      <PageTitle title="Your questions" site={company} />
      <PortalTitle title="Your questions" under="What you asked, and what you told us is wrong." />
      {mayAsk && (
        <div className="gap-part">
          <ButtonRow>
            <LinkButton to="/disputes/new">Ask or tell us what is wrong</LinkButton>
          </ButtonRow>
        </div>
      )}
      <Section title="Open">
        {late.map(({ id, askedAt, words }) => (
          <div key={id} className="mb-4">
            <Note>
              <p>
                Sent <InstantText at={askedAt} zone={zone} />. {LATE_WORDS}
              </p>
              {words && (
                <p>
                  “<OutsideText text={words} />”
                </p>
              )}
            </Note>
          </div>
        ))}
        {open.length + late.length === 0 && (
          <EmptyState action={<Link to="/invoices">See all invoices</Link>}>No open questions.</EmptyState>
        )}
        {open.length > 0 && <DisputeTable caption="Open questions, newest first" rows={open} zone={zone} />}
      </Section>
      {over.length > 0 && (
        <Section title="Answered">
          <DisputeTable caption="Answered questions, newest first" rows={over} zone={zone} isOver />
        </Section>
      )}
      <HelpLink page="asking-and-disputing" />
    </>
  );
}
