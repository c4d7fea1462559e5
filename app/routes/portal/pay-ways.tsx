import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { RadioGroup } from '#app/ui/choices.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import type { PayChoice, PayWay } from './pay-sum.ts';

const BRANDS: Readonly<Record<string, string>> = {
  ...{ visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', discover: 'Discover', jcb: 'JCB' },
  ...{ unionpay: 'UnionPay', diners: 'Diners Club', bacs: 'Direct debit', sepa: 'SEPA direct debit' },
};

/** How a way of paying is named, on the page and in its sentence. */
export function wayName({ kind, method }: PayWay): string {
  if (method) {
    const brand = BRANDS[method.brand] ?? (method.kind === 'card' ? 'Card' : 'Bank account');
    return `${brand} ending ${method.last4}`;
  }
  if (kind === 'any') return 'Card or bank debit';
  return kind === 'card' ? 'Card' : 'Bank debit';
}

function expiry({ method }: PayWay): string {
  if (!method?.expMonth || !method.expYear) return '';
  return `expires ${String(method.expMonth).padStart(2, '0')}/${String(method.expYear % 100).padStart(2, '0')}`;
}

/** How to pay, what was kept first, each with what it costs on top. Choosing nothing takes the first. */
export function PayWays({ choice }: { choice: PayChoice }) {
  const locale = useLocale();
  const { ways, way, currency, payMinor } = choice;
  if (payMinor === 0n) return null;
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const costs = ways.some(({ surcharge }) => surcharge !== null);
  const hintOf = (one: PayWay) => {
    const page = one.kind === 'saved' ? '' : 'on the payment service’s page';
    const cost = costs
      ? one.surcharge
        ? `costs ${words(one.surcharge.grossMinor)} more${one.surcharge.taxMinor > 0n ? `, ${words(one.surcharge.taxMinor)} tax included` : ''}`
        : 'no surcharge'
      : '';
    return [expiry(one), page, cost].filter((text) => text !== '').join(' · ');
  };
  return (
    <div className="gap-part">
      <RadioGroup
        name="how"
        label="How"
        large
        hint={
          costs
            ? 'You pay now. A surcharge is charged only if the payment goes through.'
            : 'You pay now. There is no fee on any of these.'
        }
        choices={ways.map((one) => ({ value: one.value, label: wayName(one), hint: hintOf(one) }))}
        defaultValue={way.value}
      />
    </div>
  );
}
