import type { FormEvent, ReactNode } from 'react';
import type { DeskLine } from './match-desk.server.ts';

type FormFor = {
  readonly line: DeskLine;
  /** The address of the list. */
  readonly here: string;
  send(event: FormEvent<HTMLFormElement>): void;

  intent: string;
  label: string;
  children: ReactNode;
  isChosen?: boolean;
};

export function PanelForm({ line, here, send, intent, label, children, isChosen }: FormFor) {
  return (
    <form
      data-chosen={isChosen}
      method="post"
      action={here}
      onSubmit={send}
      className="match-form"
      aria-label={`${label}, line ${line.lineNo}`}
    >
      <input type="hidden" name="lineId" value={line.id} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="first" value={line.offers[0]?.parts ?? ''} />
      {children}
    </form>
  );
}

export const wordsOf = (line: DeskLine): string =>
  line.text
    .map(({ text }) => text)
    .join('')
    .slice(0, 200);

export const OWN_KINDS = {
  bank_charge: 'Bank charge',
  interest: 'Interest',
  transfer: 'Transfer between our accounts',
  not_ours: 'Not ours',
} as const;
