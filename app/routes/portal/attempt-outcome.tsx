import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Definition, type Fact } from '#app/ui/definition.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { AttemptShown } from './attempt-page.server.ts';
import { outcomeOf } from './attempt-words.tsx';

type AttemptOutcomeProps = {
  attempt: AttemptShown;
  /** Root of a scoped link's pages, '' for a signed-in person. */
  root: string;
};

/** Paid, being checked or not paid: one sentence about the money, then the one thing to do. */
export function AttemptOutcome({ attempt, root }: AttemptOutcomeProps) {
  const locale = useLocale();
  const amount = formatMoney(money(attempt.amountMinor, attempt.currency), locale);
  const { title, tone, text, actions } = outcomeOf(attempt, amount, root);
  return (
    <>
      <PageTitle title={title} site={attempt.company} />
      <PortalTitle title={title} />
      <div role="status">
        <Note tone={tone}>{text}</Note>
      </div>
      <div className="gap-part">{actions}</div>
      <div className="gap-part">
        <Definition shape="terms" facts={factsOf(attempt)} />
      </div>
      {attempt.items.length > 0 && (
        <Section title={attempt.state === 'succeeded' ? 'Where it went' : 'What it is for'}>
          <AttemptItems attempt={attempt} root={root} />
        </Section>
      )}
    </>
  );
}

/** The amount, and what of it is no invoice. */
function factsOf(attempt: AttemptShown): Fact[] {
  const { currency, surcharge, creditMinor, items } = attempt;
  const of = (minor: bigint) => <MoneyText money={money(minor, currency)} />;
  const facts: Fact[] = [{ label: 'Amount', value: of(attempt.amountMinor) }];
  if (surcharge)
    facts.push({
      label: 'Of that a surcharge',
      value: (
        <>
          {of(surcharge.grossMinor)}
          {surcharge.taxMinor > 0n && <>, {of(surcharge.taxMinor)} tax included</>}
        </>
      ),
    });
  if (creditMinor > 0n) facts.push({ label: 'Your credit used beside it', value: of(creditMinor) });
  const onAccount = items.reduce(
    (rest, item) => rest - item.amountMinor,
    attempt.amountMinor - (surcharge?.grossMinor ?? 0n),
  );
  if (onAccount > 0n) facts.push({ label: 'For your account', value: of(onAccount) });
  return facts;
}

function AttemptItems({ attempt, root }: AttemptOutcomeProps) {
  const of = (minor: bigint) => <MoneyText money={money(minor, attempt.currency)} />;
  const isPaid = attempt.state === 'succeeded';
  return (
    <DataTable
      caption="Invoices of this payment"
      cards
      rows={attempt.items}
      rowKey={(item) => item.itemId}
      columns={[
        {
          key: 'invoice',
          head: 'Invoice',
          rowHeader: true,
          cell: (item) =>
            item.invoiceId && !root ? (
              <Link className="reference" to={`/invoices/${item.invoiceId}`}>
                {item.number}
              </Link>
            ) : (
              <span className="reference">{item.number || 'an invoice'}</span>
            ),
        },
        ...(attempt.creditMinor > 0n
          ? [
              {
                key: 'credit',
                head: 'By credit',
                numeric: true,
                card: 'line' as const,
                cell: (item: AttemptShown['items'][number]) => of(item.creditMinor),
              },
            ]
          : []),
        { key: 'left', head: 'Left now', numeric: true, card: 'line', cell: (item) => of(item.leftMinor) },
        { key: 'paid', head: isPaid ? 'Paid' : 'To be paid', numeric: true, cell: (item) => of(item.amountMinor) },
      ]}
    />
  );
}
