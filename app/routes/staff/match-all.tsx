import { useEffect, useRef } from 'react';
import { Form, Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import { Button } from '#app/ui/button.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import type { DeskLine } from './match-desk.server.ts';

type AllFor = {
  readonly lines: readonly DeskLine[];
  readonly currency: Currency;
  readonly here: string;
  readonly isAsked: boolean;
  onAsk(): void;
  onLeave(): void;
};

/** All exact lines at once, after their count and their sum were seen. Enter confirms, Escape leaves. */
export function AllExact({ lines, currency, here, isAsked, onAsk, onLeave }: AllFor) {
  const place = useRef<HTMLFormElement>(null);
  const exact = lines.filter(({ state, sureness }) => state === 'open' && sureness === 'exact');
  useEffect(() => {
    if (isAsked) place.current?.querySelector('button')?.focus();
  }, [isAsked]);
  if (exact.length === 0) return null;
  const sumMinor = exact.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (!isAsked)
    return (
      <p className="match-all">
        <Link
          to={`${here}${here.includes('?') ? '&' : '?'}do=all`}
          onClick={(event) => {
            event.preventDefault();
            onAsk();
          }}
        >
          {exact.length === 1 ? 'Match the one exact line' : `Match all ${exact.length} exact lines`}
        </Link>{' '}
        <kbd>Shift A</kbd>
      </p>
    );
  return (
    <Form
      ref={place}
      method="post"
      action={here}
      className="match-all match-asked"
      onSubmit={onLeave}
      onKeyDown={(event) => event.key === 'Escape' && onLeave()}
    >
      {exact.map((line) => (
        <input key={line.id} type="hidden" name={`take.${line.id}`} value={line.offers[0]!.parts} />
      ))}
      <p>
        {exact.length === 1 ? 'One line' : `${exact.length} lines`}, <MoneyText money={money(sumMinor, currency)} />.
        Each is matched as it stands below.
      </p>
      <Button name="intent" value="all">
        {exact.length === 1 ? 'Match one exact line' : `Match ${exact.length} exact lines`}
      </Button>
      <Link to={here} onClick={onLeave}>
        Leave them open
      </Link>
    </Form>
  );
}
