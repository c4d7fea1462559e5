import { type FormEvent, useEffect, useRef } from 'react';
import { Form, useFetcher } from 'react-router';
import { Button } from '#app/ui/button.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Chosen, type FoundShown } from './match-chosen.tsx';
import type { DeskLine } from './match-desk.server.ts';

type FindFor = {
  readonly line: DeskLine;
  readonly kind: 'find' | 'split';
  readonly here: string;
  readonly found: FoundShown | null;
  send(event: FormEvent<HTMLFormElement>): void;
};

const PAUSE_MS = 120;

/**
 * Looks for what a line pays, by name, by numbers, by amount; what is ticked shares the line, or takes what is written beside it.
 * With script it looks while one types and ticks the first that is found, so that Enter pays it.
 */
export function FindPanel({ line, kind, here, found, send }: FindFor) {
  const looked = useFetcher<{ found: FoundShown | null }>({ key: `find-${line.id}` });
  const clock = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(clock.current), []);
  const shown = looked.data?.found ?? (found?.lineId === line.id ? found : null);
  const query = (text: string) =>
    `${here}${here.includes('?') ? '&' : '?'}do=find&at=${line.lineNo}&only=found&q=${encodeURIComponent(text)}`;
  const look = (text: string) => {
    clearTimeout(clock.current);
    if (text.trim().length > 1) clock.current = setTimeout(() => looked.load(query(text)), PAUSE_MS);
  };
  const sendFirst = (event: FormEvent<HTMLFormElement>) => {
    const text = new FormData(event.currentTarget).get('q');
    const isAnswered = shown?.text === text && looked.state === 'idle';
    if (!isAnswered || shown.items.length === 0) {
      event.preventDefault();
      if (typeof text === 'string') void looked.load(query(text));
      return;
    }
    event.preventDefault();
    event.currentTarget.parentElement?.querySelector<HTMLFormElement>('[data-chosen]')?.requestSubmit();
  };
  const parameters = new URLSearchParams(here.split('?')[1] ?? '');
  return (
    <div className="match-find">
      <Form
        method="get"
        role="search"
        aria-label={`Find, line ${line.lineNo}`}
        className="match-form"
        onSubmit={sendFirst}
      >
        {[...parameters].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="do" value={kind} />
        <input type="hidden" name="at" value={line.lineNo} />
        <span data-first-of={kind}>
          <TextInput
            name="q"
            label="Name, numbers or amount"
            hint="Several numbers with spaces. Credit notes too."
            autoComplete="off"
            size="medium"
            key={line.id}
            defaultValue={shown?.text ?? ''}
            onInput={(event) => look(event.currentTarget.value)}
          />
        </span>
        <Button variant="second">Find for line {line.lineNo}</Button>
      </Form>
      <p role="status" className="sr-only">
        {shown && `${shown.items.length} found`}
      </p>
      {shown && <Chosen {...{ line, here, send, shown }} key={shown.text} />}
      {!shown && kind === 'split' && <Chosen {...{ line, here, send }} shown={null} />}
    </div>
  );
}
