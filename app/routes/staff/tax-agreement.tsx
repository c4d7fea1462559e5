import { type Currency, money } from '#app/kernel/money.ts';
import type { TaxLedger } from '#app/modules/reports/queries/tax-listing.server.ts';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';

/** The documents' tax beside what the output tax account moved, per currency. */
export function TaxAgreement({ ledger, base }: { ledger: readonly TaxLedger[]; base: Currency }) {
  if (ledger.length === 0) return null;
  const agrees = ledger.every((row) => row.differenceMinor === 0n);
  return (
    <Panel title={agrees ? 'Agrees with the ledger' : 'Does not agree with the ledger'} pad>
      {ledger.map((row) => {
        const of = (minor: bigint) => money(minor, row.currency);
        return (
          <RunningSum
            key={row.currency}
            caption={`Output tax in ${row.currency}`}
            captionShown
            style="code"
            rows={[
              { label: 'Tax on these documents', money: of(row.documentsMinor) },
              { label: 'Account 2200, by documents', money: of(row.ledgerMinor) },
              { label: 'Difference', money: of(row.differenceMinor), kind: 'total' as const },
              ...(row.otherMinor === 0n
                ? []
                : [
                    {
                      label: 'Account 2200, otherwise (discounts, relief)',
                      money: of(row.otherMinor),
                      kind: 'note' as const,
                    },
                  ]),
              ...(row.currency === base
                ? []
                : [{ label: `All of it in ${base}`, money: money(row.baseMinor, base), kind: 'note' as const }]),
            ]}
          />
        );
      })}
    </Panel>
  );
}
