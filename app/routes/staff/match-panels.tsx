import { type FormEvent, useEffect, useRef } from 'react';
import { UNDO_CAUSES } from '#app/modules/banking/types.ts';
import { Button } from '#app/ui/button.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import type { FoundShown } from './match-chosen.tsx';
import type { DeskLine } from './match-desk.server.ts';
import { FindPanel } from './match-find.tsx';
import { LineNo } from './match-line-side.tsx';
import { OWN_KINDS, PanelForm, wordsOf } from './match-panel-form.tsx';
import type { PanelKind } from './match-panel-kinds.ts';
import { CAUSE_WORDS } from './undo-causes.ts';

export type PanelData = {
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  /** What was found without script; null where nothing was asked. */
  readonly found: FoundShown | null;
};

type PanelFor = PanelData & {
  readonly line: DeskLine;
  readonly kind: PanelKind;
  readonly here: string;
  send(event: FormEvent<HTMLFormElement>): void;
};

/** The form that a key or a link opened below a line. The cursor is where it is needed first; Enter sends it, Escape leaves it. */
export function LinePanel({ line, kind, here, send, colleagues, found }: PanelFor) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = place.current?.querySelector<HTMLElement>(
      `[data-first-of="${kind}"] :is(input:not([type="hidden"]), select, button), [data-first]`,
    );
    first?.focus({ preventScroll: true });
    if (first instanceof HTMLInputElement && first.type === 'text') first.select();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [kind]);
  const form = { line, here, send };
  return (
    <div ref={place} className="match-panel">
      {(kind === 'find' || kind === 'split') && <FindPanel {...form} kind={kind} found={found} />}
      {kind === 'create' && <CreateForm {...form} />}
      {kind === 'undo' && <UndoForm {...form} />}
      {kind === 'park' && (
        <PanelForm {...form} intent="park" label="Park">
          <Note line={line} label="Why it waits" isFirst />
          <Button variant="second">Park line {line.lineNo}</Button>
        </PanelForm>
      )}
      {kind === 'not-ours' && (
        <PanelForm {...form} intent="create" label="Not ours">
          <input type="hidden" name="kind" value="not_ours" />
          <Note line={line} label="Why it is not ours" value={wordsOf(line) || 'Not ours'} />
          <span data-first-of="not-ours">
            <Button variant="second">Line {line.lineNo} is not ours</Button>
          </span>
        </PanelForm>
      )}
      {kind === 'ask' && (
        <PanelForm {...form} intent="ask" label="Ask a colleague">
          <span data-first-of="ask">
            <Select
              name="colleague"
              label="Colleague"
              options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </span>
          <Note line={line} label="Your question" />
          <Button variant="second">Ask about line {line.lineNo}</Button>
        </PanelForm>
      )}
    </div>
  );
}

/** One press says why and undoes: what was wrong with the match is what its class is counted by. */
function UndoForm({ line, here, send }: Pick<PanelFor, 'line' | 'here' | 'send'>) {
  return (
    <PanelForm {...{ line, here, send }} intent="undo" label="Undo">
      <fieldset data-first-of="undo" className="match-causes">
        <legend>Why line {line.lineNo} is undone</legend>
        {UNDO_CAUSES.map((cause) => (
          <button key={cause} type="submit" name="cause" value={cause} className="button button-second button-small">
            {CAUSE_WORDS[cause]}
            <LineNo line={line} />
          </button>
        ))}
      </fieldset>
    </PanelForm>
  );
}

function Note({
  line,
  label,
  value = '',
  isFirst,
}: {
  line: DeskLine;
  label: string;
  value?: string;
  isFirst?: boolean;
}) {
  return (
    <span data-first-of={isFirst ? 'park' : undefined}>
      <TextInput name="note" label={label} size="medium" maxLength={500} defaultValue={value} key={line.id} />
    </span>
  );
}

/** What a line is that pays nothing of a customer; what it most often is stands first, so that C and Enter do it. */
function CreateForm({ line, here, send }: Pick<PanelFor, 'line' | 'here' | 'send'>) {
  const isIn = line.amountMinor > 0n;
  const own = Object.entries(OWN_KINDS).map(([value, label]) => ({ value, label }));
  const options = isIn
    ? [
        { value: 'unidentified', label: 'Not identified yet' },
        { value: 'on-account', label: 'Money on account of a customer' },
        ...own.filter(({ value }) => value !== 'bank_charge'),
        { value: 'bank_charge', label: 'Bank charge given back' },
      ]
    : own;
  return (
    <PanelForm {...{ line, here, send }} intent="create" label="Create">
      <Select name="kind" label="This line is" options={options} defaultValue={options[0]!.value} />
      {isIn && <TextInput name="customer" label="Customer number" hint="For money on account." size="short" />}
      <TextInput name="note" label="Note" size="medium" maxLength={500} defaultValue={wordsOf(line)} />
      <span data-first-of="create">
        <Button variant="second">Book line {line.lineNo}</Button>
      </span>
    </PanelForm>
  );
}
