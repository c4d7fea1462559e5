import type { FormEvent } from 'react';
import { Link } from 'react-router';
import { SURENESS_WORDS } from '#app/kernel/matching/word-reasons.ts';
import { Chips } from '#app/ui/chips.tsx';
import { Icon } from '#app/ui/icon.tsx';
import type { DeskLine } from './match-desk.server.ts';
import { BankSide, LineNo } from './match-line-side.tsx';
import { PANEL_KINDS, PANEL_WORDS, panelOf } from './match-panel-kinds.ts';
import type { RowFor } from './match-row-for.ts';
import type { ShownOffer } from './match-words.ts';

type OpenFor = RowFor & { send(event: FormEvent<HTMLFormElement>): void };

/** A line that waits: what it is offered for, or its candidates to choose from, and the ways to say otherwise. */
export function OpenLine({ line, currency, here, mayMatch, isNext, onOpen, send }: OpenFor) {
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
              <LineNo line={line} />
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
                  <LineNo line={line} />
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
      <LineNo line={line} />
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
