import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { getTransfer, type TransferSide } from '#app/modules/cash-application/queries/get-transfer.server.ts';
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
import type { Route } from './+types/transfer.ts';
import { postingsPath } from './figure-link.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { sourcePath } from './source-path.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await requireStaff(args, 'desk.read');
  const id = foundOr404(parseId(args.params.id), 'transfer');
  return { transfer: foundOr404(await getTransfer(staffDb(), id), 'transfer'), zone: company.timeZone };
}

export default function TransferPage({ loaderData }: Route.ComponentProps) {
  const { transfer, zone } = loaderData;
  const { from, to, currency, source } = transfer;
  const of = (minor: bigint) => <MoneyText money={money(minor, currency)} style="bare" />;
  return (
    <>
      <PageTitle title={`Transfer of ${source.number || 'credit'}`} site="Tallystick" />
      <BackLink to={`/staff/customers/${from.customerId}`}>
        <NameText text={from.name} />
      </BackLink>
      <PageHead
        title={
          <>
            Transfer of <span className="reference">{source.number || 'credit'}</span>
          </>
        }
        facts={<DateText date={transfer.effectiveOn} />}
        actions={
          to.openMinor > 0n ? (
            <LinkButton to={`/staff/credits/${to.itemId}/apply`}>Apply what is left</LinkButton>
          ) : undefined
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            { label: `Moved, ${currency}`, value: of(transfer.amountMinor), large: true },
            { label: 'Not yet set against anything', value: of(to.openMinor) },
          ]}
        />
        <Panel title="Both sides" pad>
          <Definition
            shape="terms"
            facts={[
              { label: 'Used up at', value: <Side of={from} currency={currency} /> },
              { label: 'Credited to', value: <Side of={to} currency={currency} /> },
              {
                label: 'The credit it came from',
                value: (
                  <Link className="reference" to={sourcePath(source)}>
                    {source.number || 'Open it'}
                  </Link>
                ),
              },
              { label: 'Why', value: <NameText text={transfer.reason || 'No reason was written down.'} /> },
              {
                label: 'Recorded',
                value: (
                  <>
                    <InstantText at={transfer.recordedAt} zone={zone} /> by <NameText text={transfer.recordedByName} />
                  </>
                ),
              },
            ]}
          />
        </Panel>
      </div>
    </>
  );
}

/** Whose account, and what stands there. */
const Side = ({ of: { customerId, name, itemId }, currency }: { of: TransferSide; currency: Currency }) => (
  <>
    <Link to={`/staff/customers/${customerId}`}>
      <NameText text={name} />
    </Link>
    {' · '}
    <Link className="quiet-link" to={postingsPath({ currency, part: 'all', customerId, itemId })}>
      what was posted
    </Link>
  </>
);
