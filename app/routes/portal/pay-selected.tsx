import { type ReactNode, useState } from 'react';
import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { InvoiceListRow } from '#app/modules/invoicing/types.ts';
import { BulkBar } from '#app/ui/bulk-bar.tsx';
import { Button } from '#app/ui/button.tsx';
import { useLocale } from '#app/ui/locale.tsx';

type PaySelectedProps = { rows: readonly InvoiceListRow[]; children: ReactNode };

/** The form around a list with boxes to tick. With script the button counts along; without, the review page says the sum. */
export function PaySelected({ rows, children }: PaySelectedProps) {
  const locale = useLocale();
  const [ticked, setTicked] = useState<readonly InvoiceListRow[]>([]);
  const count = (form: HTMLFormElement) => {
    const ids = new FormData(form).getAll('i');
    setTicked(rows.filter((row) => ids.includes(row.id)));
  };
  const sums = [...sumsOf(ticked)].map(([currency, minor]) => formatMoney(money(minor, currency), locale));
  return (
    <Form method="get" action="/pay" onChange={(event) => count(event.currentTarget)}>
      {children}
      <BulkBar words="Tick what you want to pay. You see the total before anything is taken.">
        <Button>{ticked.length > 0 ? `Pay selected (${ticked.length}) ${sums.join(' and ')}` : 'Pay selected'}</Button>
      </BulkBar>
    </Form>
  );
}

/** What the ticked rows come to, per currency, held parts left out. */
function sumsOf(rows: readonly InvoiceListRow[]): Map<Currency, bigint> {
  const sums = new Map<Currency, bigint>();
  for (const row of rows) sums.set(row.currency, (sums.get(row.currency) ?? 0n) + row.leftMinor - row.heldMinor);
  return sums;
}
