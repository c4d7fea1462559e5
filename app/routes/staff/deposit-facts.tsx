import type { Deposit } from '#app/modules/instruments/types.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** Where it went, by whom, and whether it was taken back. */
export function DepositFacts({ deposit, zone }: { deposit: Deposit; zone: string }) {
  const { account, cancellation } = deposit;
  return (
    <Panel title="Facts" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Bank', value: <NameText text={account.bankName} /> },
          { label: 'Account', value: <span className="reference">{account.accountNumber}</span> },
          ...(deposit.slipRef
            ? [{ label: 'Bank’s slip', value: <span className="reference">{deposit.slipRef}</span> }]
            : []),
          {
            label: 'Made',
            value: (
              <>
                <InstantText at={deposit.madeAt} zone={zone} /> by <NameText text={deposit.madeByName} />
              </>
            ),
          },
          ...(cancellation
            ? [
                {
                  label: 'Cancelled',
                  value: (
                    <>
                      <DateText date={cancellation.on} /> by <NameText text={cancellation.byName} />,{' '}
                      <NameText text={cancellation.reason} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}
