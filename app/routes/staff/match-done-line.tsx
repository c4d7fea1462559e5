import type { FormEvent } from 'react';
import { Link } from 'react-router';
import { classNames } from '#app/ui/class-names.ts';
import { Icon } from '#app/ui/icon.tsx';
import { BankSide, LineNo } from './match-line-side.tsx';
import { panelOf } from './match-panel-kinds.ts';
import type { RowFor } from './match-row-for.ts';

type DoneFor = RowFor & { readonly isSent: boolean; send(event: FormEvent<HTMLFormElement>): void };

/** A line that is done with, or on its way: what became of it, and the way back. */
export function DoneLine({ line, currency, here, mayMatch, onOpen, send, isSent }: DoneFor) {
  const isExplained = line.state === 'explained';
  const canGoBack = mayMatch && !isSent && line.state !== 'skipped';
  return (
    <div className={classNames('match-line', 'match-done')}>
      <BankSide line={line} currency={currency} />
      <div className="match-said">
        <Icon name={isSent ? 'dots' : isExplained ? 'check' : 'pause'} />
        <span>{isSent ? 'Saving…' : line.said}</span>
        {canGoBack && isExplained && (
          <Link
            to={`${here}${here.includes('?') ? '&' : '?'}do=undo&at=${line.lineNo}#line-${line.id}`}
            data-main
            data-undo
            onClick={(event) => {
              event.preventDefault();
              onOpen(panelOf(line.id, 'undo'));
            }}
          >
            Undo
            <LineNo line={line} />
          </Link>
        )}
        {canGoBack && !isExplained && (
          <form method="post" action={here} onSubmit={send}>
            <input type="hidden" name="lineId" value={line.id} />
            <button type="submit" name="intent" value="take-up" data-main data-undo className="link-button">
              Take up
              <LineNo line={line} />
            </button>
          </form>
        )}
      </div>
    </div>
  );
}
