import { priceText } from '#app/kernel/format-price.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { ApprovalRule } from '#app/modules/approvals/types.ts';
import { taxWords } from '#app/modules/invoicing/ui/draft-totals.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { deciderWords } from './approval-words.ts';
import type { CreditPreview } from './credit-form.server.ts';
import { NameText } from './name-text.tsx';

type EffectProps = { readonly preview: CreditPreview; readonly baseCurrency: Currency };

/** What the credit would do to the document, the tax and the account, from the command itself. Nothing is stored yet. */
export function CreditEffect({ preview, baseCurrency }: EffectProps) {
  const { plan, rule } = preview;
  const { amounts } = plan;
  const of = (minor: bigint) => money(minor, plan.currency);
  return (
    <Panel title="This is what it would do" aside="nothing is issued yet" pad>
      {rule && <WhoDecides rule={rule} baseCurrency={baseCurrency} />}
      <div className="grid items-start gap-6 lg:grid-cols-3">
        <RunningSum
          caption="The credit note"
          captionShown
          style="code"
          rows={[
            ...amounts.lines.map((line) => ({
              key: String(line.correctsLineNo),
              label: <NameText text={line.description} />,
              under: `${line.quantity} ${line.unit} × ${priceText(line.unitPrice, plan.currency)}`.replace('  ', ' '),
              money: of(line.netMinor),
            })),
            ...amounts.taxes.map((tax) => ({
              key: tax.taxCode,
              label: `Tax ${taxWords(tax.taxCode, tax.rateBp)}`,
              money: of(tax.taxMinor),
            })),
            { label: 'Credit', money: of(amounts.grossMinor), kind: 'total' as const },
          ]}
        />
        <RunningSum
          caption={`Left to pay on ${plan.invoiceNumber}`}
          captionShown
          style="code"
          rows={[
            { label: 'Before', money: of(plan.leftMinor) },
            { label: 'Set against it now', money: of(-plan.appliedMinor) },
            { label: 'After', money: of(plan.leftMinor - plan.appliedMinor), kind: 'total' as const },
          ]}
        />
        <RunningSum
          caption="The customer’s account"
          captionShown
          style="code"
          rows={[
            { label: 'Balance before', money: of(preview.balanceMinor) },
            { label: 'Balance after', money: of(preview.balanceAfterMinor), kind: 'total' as const },
            ...(plan.onAccountMinor > 0n
              ? [
                  {
                    label: 'Of the credit, waiting on the account',
                    money: of(plan.onAccountMinor),
                    kind: 'note' as const,
                  },
                ]
              : []),
          ]}
        />
      </div>
    </Panel>
  );
}

function WhoDecides({ rule, baseCurrency }: { rule: ApprovalRule; baseCurrency: Currency }) {
  const locale = useLocale();
  const deciders = deciderWords(rule, { locale, baseCurrency });
  return (
    <Note tone="warn">
      This is more than you may credit alone, so it is asked for. It is decided by{' '}
      {deciders.map(({ role, text }) => `${role.toLowerCase()} ${text}`).join(', ')}. Nothing happens until then.
    </Note>
  );
}
