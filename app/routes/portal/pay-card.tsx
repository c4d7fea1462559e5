import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Card } from '#app/ui/panel.tsx';
import { heldWords } from './left-out-words.ts';
import type { PayChoice } from './pay-sum.ts';
import { wayName } from './pay-ways.tsx';

type PayCardProps = { choice: PayChoice; company: string; email: string; backHref: string };

/** What is taken, by whom and what happens next; its button says exactly how much. */
export function PayCard({ choice, company, email, backHref }: PayCardProps) {
  const locale = useLocale();
  const { currency, totalMinor, credit } = choice;
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const byCredit = totalMinor === 0n && credit.usedMinor > 0n;
  const nothing = totalMinor === 0n && !byCredit;
  return (
    <div className="gap-part">
      <Card label="Pay">
        <p>
          {byCredit && (
            <>
              Your credit covers all of it: <b>{words(credit.usedMinor)}</b>. Nothing is taken from you.
            </>
          )}
          {totalMinor > 0n && <TakenWords choice={choice} company={company} />}
          {nothing && 'Nothing is chosen yet. Tick an invoice or enter an amount above, then update the total.'}
        </p>
        <div className="mt-4">
          <ButtonRow>
            {!nothing && (
              <Button name="intent" value="pay" busy={byCredit ? 'Using it…' : 'Paying…'}>
                {byCredit ? `Use ${words(credit.usedMinor)} of credit` : `Pay ${words(totalMinor)}`}
              </Button>
            )}
            <LinkButton to={backHref} variant="quiet">
              Go back, pay nothing
            </LinkButton>
          </ButtonRow>
        </div>
        {!nothing && <NextSteps choice={choice} email={byCredit ? '' : email} />}
      </Card>
    </div>
  );
}

function TakenWords({ choice, company }: Pick<PayCardProps, 'choice' | 'company'>) {
  const locale = useLocale();
  const { currency, totalMinor, payMinor, way } = choice;
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const { surcharge } = way;
  return (
    <>
      You pay <b>{words(totalMinor)}</b> to {company}
      {way.method ? `, now, from ${wayName(way)}.` : `, by ${wayName(way).toLowerCase()} on the next page.`}{' '}
      {surcharge
        ? `That is ${words(payMinor)} and a surcharge of ${words(surcharge.netMinor)}${surcharge.taxMinor > 0n ? ` plus ${words(surcharge.taxMinor)} tax` : ''}.`
        : 'There is no fee.'}
    </>
  );
}

function NextSteps({ choice, email }: { choice: PayChoice; email: string }) {
  const locale = useLocale();
  const { currency, lines, onAccountMinor } = choice;
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const ticked = lines.filter((line) => line.ticked);
  return (
    <ul className="mt-4 list-disc pl-5 text-15 text-muted">
      {email && (
        <li>
          You get a receipt here and by e-mail to <bdi>{email}</bdi>.
        </li>
      )}
      {ticked.length > 0 && choice.totalMinor > 0n && (
        <li>Invoices show as paid when your bank says yes, often within a minute.</li>
      )}
      {ticked
        .filter((line) => line.heldMinor > 0n)
        .map((line) => (
          <li key={line.id}>
            {words(line.heldMinor)} of <span className="reference">{line.number}</span> stays open: it{' '}
            {heldWords(line.heldFor)}.
          </li>
        ))}
      {onAccountMinor > 0n && <li>{words(onAccountMinor)} stays as credit on your account.</li>}
    </ul>
  );
}
