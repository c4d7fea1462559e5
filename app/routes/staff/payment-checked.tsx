import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { NamedReduction } from '#app/modules/cash-application/queries/list-reductions.server.ts';
import type { Payment, PaymentApplication } from '#app/modules/payments/types.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { REDUCTION_WORDS } from './reduction-words.ts';

/** What recording would do, from the command itself. Nothing is stored yet. */
export function Checked({ payment, reductions }: { payment: Payment; reductions: readonly NamedReduction[] }) {
  const of = (minor: bigint) => money(minor, payment.currency);
  const locale = useLocale();
  const named = reductions.filter((row) => row.itemId !== payment.openItemId);
  return (
    <Panel title="This is what it would pay" aside="nothing is recorded yet" pad>
      <RunningSum
        caption="What the payment would be set against"
        style="code"
        rows={[
          { label: 'Received', money: of(payment.amountMinor) },
          ...payment.applications.map((row) => ({
            key: row.applicationId,
            label: <span className="reference">{row.number}</span>,
            under: underApplied(row),
            money: of(-row.amountMinor),
          })),
          { label: 'Left on the account', money: of(payment.unappliedMinor), kind: 'total' as const },
        ]}
      />
      {named.length > 0 && (
        <RunningSum
          caption="Differences that would be named"
          captionShown
          style="code"
          rows={named.map((row) => ({
            key: row.id,
            label: (
              <>
                {REDUCTION_WORDS[row.kind]} on <span className="reference">{row.number}</span>
              </>
            ),
            under: differenceDetail(row, locale),
            money: of(row.amountMinor),
          }))}
        />
      )}
    </Panel>
  );
}

function differenceDetail({ label, taxMinor, currency }: NamedReduction, locale: string): string | undefined {
  if (taxMinor > 0n) return `of which tax ${formatMoney(money(taxMinor, currency), locale)}`;
  return label ? `${label}; its claim stays open as a deduction` : undefined;
}

/** What is not a document says where the money went. */
function underApplied({ invoiceId, title, leftOnItemMinor }: PaymentApplication): string {
  if (!invoiceId && title) return title;
  return leftOnItemMinor === 0n ? 'settled in full' : 'a part of it';
}
