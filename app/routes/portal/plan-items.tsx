import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { NOT_ELIGIBLE_WORDS } from '#app/modules/payment-plans/ui/plan-words.ts';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import type { MadePage } from './plan-maker.tsx';

/** What goes into the plan; what cannot is named with the reason. */
export function WhichItems({ page }: { page: MadePage }) {
  const locale = useLocale();
  const { choices, sketch } = page;
  const chosen = sketch.wish.items.map(({ itemId }) => itemId);
  const askable = choices.notEligible.filter(({ canAsk }) => canAsk);
  const never = choices.notEligible.filter(({ canAsk }) => !canAsk);
  const words = (minor: bigint) => formatMoney(money(minor, choices.currency), locale);
  const all = choices.items.length + askable.length;
  return (
    <Disclosure shut={`${chosen.length} of ${all} invoices are in it. Choose others`} startOpen={chosen.length === 0}>
      <div className="mt-3">
        <CheckboxGroup
          name="i"
          label="Which invoices?"
          defaultValues={chosen}
          choices={[...choices.items, ...askable].map((item) => ({
            value: item.itemId,
            label: `${item.number}, ${words(item.residualMinor)}`,
            hint:
              'because' in item && item.because !== null
                ? NOT_ELIGIBLE_WORDS[item.because as 'too-old']
                : item.title || undefined,
          }))}
        />
        {never.map((item) => (
          <p key={item.itemId} className="mt-2 text-15 text-muted">
            Not <span className="reference">{item.number}</span>, {words(item.residualMinor)}:{' '}
            {NOT_ELIGIBLE_WORDS[item.because]}
          </p>
        ))}
      </div>
    </Disclosure>
  );
}
