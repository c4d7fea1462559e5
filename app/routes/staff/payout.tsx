import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { getPayout } from '#app/modules/payments/queries/get-payout.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/payout.ts';
import { foundOr404 } from './not-found.ts';
import { PayoutFacts, PayoutSum } from './payout-facts.tsx';
import { MovementTable, PayoutBadge } from './payout-parts.tsx';
import { noPartsText } from './payout-words.ts';

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const id = parseId(args.params.id);
  return { payout: foundOr404(id && (await getPayout(staffDb(), { id })), 'payout') };
}

export default function PayoutPage({ loaderData: { payout } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title={`Payout ${payout.ref}`} site="Tallystick" />
      <BackLink to="/staff/payouts">Payouts</BackLink>
      <PageHead
        title={
          <>
            Payout of <DateText date={payout.arrivesOn} />
          </>
        }
        facts={
          <>
            <span className="reference">{payout.ref}</span>
            <PayoutBadge row={payout} />
          </>
        }
        actions={
          payout.hasParts && (
            <LinkButton download variant="second" to={`/staff/payouts/${payout.id}/parts.csv`}>
              Download (CSV)
            </LinkButton>
          )
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `Payout, ${payout.currency}`,
              value: <MoneyText money={money(payout.amountMinor, payout.currency)} style="bare" />,
              large: true,
            },
            { label: 'Movements in it', value: String(payout.parts.length) },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <Panel title="What is in it">
              {payout.hasParts ? (
                <MovementTable caption={`Movements in this payout, ${payout.currency}`} rows={payout.parts} />
              ) : (
                <EmptyState>{noPartsText(payout)}</EmptyState>
              )}
            </Panel>
          </div>
          <div className="staff-stack">
            {payout.hasParts && (
              <Panel title="How it comes to its amount">
                <PayoutSum payout={payout} />
              </Panel>
            )}
            <PayoutFacts payout={payout} />
          </div>
        </div>
      </div>
    </>
  );
}
