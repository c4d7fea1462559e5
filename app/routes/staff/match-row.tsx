import type { FormEvent } from 'react';
import { Link, useFetcher } from 'react-router';
import { SURENESS_WORDS } from '#app/kernel/matching/word-reasons.ts';
import type { Currency } from '#app/kernel/money.ts';
import { money } from '#app/kernel/money.ts';
import { Chips } from '#app/ui/chips.tsx';
import { classNames } from '#app/ui/class-names.ts';
import { Icon } from '#app/ui/icon.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { ShortDate } from './match-bar.tsx';
import type { DeskLine } from './match-desk.server.ts';
import { PANEL_KINDS, PANEL_WORDS, type PanelOpen, panelOf } from './match-panel-kinds.ts';
import { LinePanel, type PanelData } from './match-panels.tsx';
import type { ShownOffer } from './match-words.ts';

export type RowFor = {
  readonly line: DeskLine;
  readonly currency: Currency;
  /** The address of this list, without what is open in it. */
  readonly here: string;
  readonly mayMatch: boolean;
  readonly isNext: boolean;
  readonly panel: PanelOpen | null;
  readonly panelData: PanelData;
  readonly error: string | null;
  onSent(row: HTMLElement): void;
  onOpen(panel: PanelOpen | null): void;
};

export type RowAnswer = { readonly lineId: string; readonly error?: string };

/**
 * One line of the bank beside what it may be. It keeps its height when it is matched, so that nothing below it moves. Without
 * script its forms lead back to this list, at the next open line.
 */
export function MatchRow(row: RowFor) {
  const { line, error, panel } = row;
  const fetcher = useFetcher<RowAnswer>({ key: `line-${line.id}` });
  const isSent = fetcher.state !== 'idle';
  const said = isSent ? null : (fetcher.data?.error ?? error);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const at = form.closest<HTMLElement>('[data-line]')!;
    const fields = new FormData(form, (event.nativeEvent as SubmitEvent).submitter);
    fields.set('script', 'yes');
    if (fields.get('intent') === 'match' && !fields.get('parts')) {
      form.querySelector<HTMLElement>('[type="radio"]')?.focus();
      return;
    }
    at.style.minHeight = `${at.querySelector('.match-line')?.getBoundingClientRect().height ?? 0}px`;
    row.onSent(at);
    void fetcher.submit(fields, { method: 'post', preventScrollReset: true });
  };
  const isOpen = line.state === 'open' && !isSent;
  return (
    <li id={`line-${line.id}`} data-line={isOpen ? 'open' : 'done'} data-no={line.lineNo}>
      {isOpen ? <OpenLine {...row} send={send} /> : <DoneLine {...row} send={send} isSent={isSent} />}
      {said && (
        <p className="match-error" role="alert">
          <Icon name="cross" /> {said}
        </p>
      )}
      {isOpen && panel && <LinePanel {...row.panelData} line={line} kind={panel.kind} send={send} here={row.here} />}
    </li>
  );
}

type Sends = RowFor & { send(event: FormEvent<HTMLFormElement>): void };

function BankSide({ line, currency }: Pick<RowFor, 'line' | 'currency'>) {
  return (
    <>
      <ShortDate date={line.bookedOn} />
      <p className="match-bank" id={`bank-${line.id}`}>
        <span className="match-name">{line.name}</span>
        <span className="match-text">
          {line.text.map((piece, at) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
            piece.lit ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
          )}
        </span>
      </p>
      <MoneyText money={money(line.amountMinor, currency)} style="bare" className="match-amount" />
    </>
  );
}

const No = ({ line }: { line: DeskLine }) => <span className="sr-only">, line {line.lineNo}</span>;

function OpenLine({ line, currency, here, mayMatch, isNext, onOpen, send }: Sends) {
  const [first] = line.offers;
  const isChoice = first?.sureness === 'choose' || (first === undefined && line.offers.length > 1);
  return (
    <form method="post" action={here} onSubmit={send} aria-labelledby={`bank-${line.id}`} className="match-line">
      <input type="hidden" name="lineId" value={line.id} />
      <input type="hidden" name="first" value={first?.parts ?? ''} />
      <BankSide line={line} currency={currency} />
      <span className="match-join">
        <Icon name="match" />
      </span>
      {first === undefined ? (
        <p className="match-to match-none">Nothing open fits. Find it, or say what it is.</p>
      ) : isChoice ? (
        <Candidates line={line} />
      ) : (
        <Suggested offer={first} />
      )}
      <div className="match-why">
        {first && <p className={`match-sure match-${first.sureness}`}>{SURENESS_WORDS[first.sureness]}</p>}
        {first && (
          <Chips
            label={`Why, line ${line.lineNo}`}
            chips={first.chips.map((chip) => ({ ...chip, icon: chip.tone === 'positive' ? 'check' : 'info' }))}
          />
        )}
      </div>
      {mayMatch && (
        <div className="match-go">
          {first ? (
            <button
              type="submit"
              name="intent"
              value="match"
              data-main
              // biome-ignore lint/a11y/noAutofocus: the reader came here to go on with this line.
              autoFocus={isNext}
              className="button button-second button-small"
            >
              Match
              <No line={line} />
            </button>
          ) : (
            <PanelLink line={line} kind="find" here={here} onOpen={onOpen} isMain />
          )}
          <details className="match-more">
            <summary>
              More
              <span className="sr-only"> for line {line.lineNo}</span>
            </summary>
            <ul>
              {PANEL_KINDS.map((kind) => (
                <li key={kind}>
                  <PanelLink line={line} kind={kind} here={here} onOpen={onOpen} />
                </li>
              ))}
              <li>
                <Link data-rule to={`/staff/bank/rules?line=${line.id}#new-rule`}>
                  Rule from this
                  <No line={line} />
                </Link>
              </li>
            </ul>
          </details>
        </div>
      )}
    </form>
  );
}

type PanelLinkFor = Pick<RowFor, 'line' | 'here' | 'onOpen'> & { kind: (typeof PANEL_KINDS)[number]; isMain?: boolean };

/** A link that opens a form in the row: at once with script, on the next page without. */
function PanelLink({ line, kind, here, onOpen, isMain = false }: PanelLinkFor) {
  return (
    <Link
      to={`${here}${here.includes('?') ? '&' : '?'}do=${kind}&at=${line.lineNo}#line-${line.id}`}
      {...(isMain ? { 'data-main': true, className: 'button button-second button-small' } : {})}
      onClick={(event) => {
        event.preventDefault();
        event.currentTarget.closest('details')?.removeAttribute('open');
        onOpen(panelOf(line.id, kind));
      }}
    >
      {isMain ? 'Find' : PANEL_WORDS[kind].label}
      <No line={line} />
    </Link>
  );
}

function Suggested({ offer }: { offer: ShownOffer }) {
  return (
    <p className="match-to">
      <input type="hidden" name="parts" value={offer.parts} />
      <b>{offer.title}</b>
      <span className="match-detail">{offer.detail}</span>
    </p>
  );
}

function Candidates({ line }: { line: DeskLine }) {
  return (
    <fieldset className="match-to match-candidates">
      <legend className="sr-only">Candidates, line {line.lineNo}</legend>
      {line.offers.map((offer, at) => (
        <label key={offer.parts}>
          <input type="radio" name="parts" value={offer.parts} />
          <span>
            <kbd>{at + 1}</kbd> {offer.title} <span className="match-detail">{offer.detail}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function DoneLine({ line, currency, here, mayMatch, send, isSent }: Sends & { isSent: boolean }) {
  const isExplained = line.state === 'explained';
  const canGoBack = mayMatch && !isSent && line.state !== 'skipped';
  return (
    <div className={classNames('match-line', 'match-done')}>
      <BankSide line={line} currency={currency} />
      <div className="match-said">
        <Icon name={isSent ? 'dots' : isExplained ? 'check' : 'pause'} />
        <span>{isSent ? 'Saving…' : line.said}</span>
        {canGoBack && (
          <form method="post" action={here} onSubmit={send}>
            <input type="hidden" name="lineId" value={line.id} />
            <button
              type="submit"
              name="intent"
              value={isExplained ? 'undo' : 'take-up'}
              data-main
              data-undo
              className="link-button"
            >
              {isExplained ? 'Undo' : 'Take up'}
              <No line={line} />
            </button>
          </form>
        )}
      </div>
    </div>
  );
}
