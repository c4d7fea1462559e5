import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getOpeningItem } from '#app/modules/ledger/queries/get-opening-item.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/opening-item.ts';
import { postingsPath } from './figure-link.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const id = foundOr404(parseId(args.params.id), 'opening balance');
  const item = foundOr404(await getOpeningItem(staffDb(), id), 'opening balance');
  return { item, zone: company.timeZone, mayApply: mayStaff(user.role, 'cash.apply') };
}

export default function OpeningItemPage({ loaderData }: Route.ComponentProps) {
  const { item, zone, mayApply } = loaderData;
  const isCredit = item.amountMinor < 0n;
  const of = (minor: bigint) => <MoneyText money={money(minor, item.currency)} style="bare" />;
  return (
    <>
      <PageTitle title={`Opening balance ${item.number}`} site="Tallystick" />
      <BackLink to={`/staff/customers/${item.customerId}`}>
        <NameText text={item.customerName} />
      </BackLink>
      <PageHead
        title={
          <>
            Opening balance <span className="reference">{item.number}</span>
          </>
        }
        facts={<NameText text={item.title} />}
        actions={
          isCredit && mayApply && item.openMinor > 0n ? (
            <LinkButton to={`/staff/credits/${item.itemId}/apply`}>Apply what is left</LinkButton>
          ) : undefined
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `${isCredit ? 'Credit' : 'Debt'} taken over, ${item.currency}`,
              value: of(isCredit ? -item.amountMinor : item.amountMinor),
              large: true,
            },
            { label: isCredit ? 'Not yet used' : 'Still open', value: of(item.openMinor) },
          ]}
        />
        <Panel title="Facts" pad>
          <Definition
            shape="terms"
            facts={[
              { label: 'Dated in the old books', value: <DateText date={item.documentOn} /> },
              { label: 'Due', value: <DateText date={item.dueOn} /> },
              { label: 'Taken over on', value: <DateText date={item.effectiveOn} /> },
              {
                label: 'Recorded',
                value: (
                  <>
                    <InstantText at={item.recordedAt} zone={zone} /> by <NameText text={item.recordedByName} />
                  </>
                ),
              },
              {
                label: 'In the ledger',
                value: (
                  <Link
                    to={postingsPath({
                      ...{ currency: item.currency, part: 'open', customerId: item.customerId },
                      itemId: item.itemId,
                    })}
                  >
                    Postings and what settled it
                  </Link>
                ),
              },
            ]}
          />
        </Panel>
      </div>
    </>
  );
}
