import type { Currency } from '#app/kernel/money.ts';
import { money } from '#app/kernel/money.ts';
import type { ApprovalRule } from '#app/modules/approvals/types.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { deciderWords } from './approval-words.ts';

/** What an adjustment would post and do to the account; `rule` is there when a second person has to decide. Minor units. */
export type Effect = {
  readonly currency: Currency;
  readonly lines: readonly { readonly account: string; readonly name: string; readonly minor: bigint }[];
  readonly balanceMinor: bigint;
  readonly balanceAfterMinor: bigint;
  readonly rule: ApprovalRule | null;
};

export function AdjustmentEffect({ effect, baseCurrency }: { effect: Effect; baseCurrency: Currency }) {
  const of = (minor: bigint) => money(minor, effect.currency);
  return (
    <Panel title="This is what it would do" aside="nothing is done yet" pad>
      {effect.rule && <WhoDecides rule={effect.rule} baseCurrency={baseCurrency} />}
      <RunningSum
        caption="Postings, debit above zero"
        captionShown
        style="code"
        rows={effect.lines.map((line) => ({
          key: `${line.account}${line.minor}`,
          label: line.name,
          under: line.account,
          money: of(line.minor),
        }))}
      />
      <RunningSum
        caption="The customer’s account"
        captionShown
        style="code"
        rows={[
          { label: 'Balance before', money: of(effect.balanceMinor) },
          { label: 'Balance after', money: of(effect.balanceAfterMinor), kind: 'total' as const },
        ]}
      />
    </Panel>
  );
}

/** Why it is asked for, and by whom it is decided. */
export function WhoDecides({ rule, baseCurrency }: { rule: ApprovalRule; baseCurrency: Currency }) {
  const locale = useLocale();
  const deciders = deciderWords(rule, { locale, baseCurrency });
  return (
    <Note tone="warn">
      This is more than you may do alone, so it is asked for. It is decided by{' '}
      {deciders.map(({ role, text }) => `${role.toLowerCase()} ${text}`).join(', ')}. Nothing happens until then.
    </Note>
  );
}
