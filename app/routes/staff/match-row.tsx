import type { FormEvent } from 'react';
import { useFetcher } from 'react-router';
import { Icon } from '#app/ui/icon.tsx';
import { DoneLine } from './match-done-line.tsx';
import { OpenLine } from './match-open-line.tsx';
import { LinePanel } from './match-panels.tsx';
import type { RowFor } from './match-row-for.ts';

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
    // What is done keeps the place of what was asked: nothing below it moves.
    const asked = at.querySelector('.match-line')?.getBoundingClientRect().height ?? 0;
    at.style.minHeight = `${asked + at.offsetHeight - at.clientHeight}px`;
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
      {!isSent && row.mayMatch && panel && isOpen === (panel.kind !== 'undo') && (
        <LinePanel {...row.panelData} line={line} kind={panel.kind} send={send} here={row.here} />
      )}
    </li>
  );
}
