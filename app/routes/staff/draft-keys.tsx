import type { KeyboardEvent } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';

/** Ctrl+Enter presses "Issue and send", or "Save draft" for who may not issue. */
export function sendOnKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const find = (intent: string) =>
    event.currentTarget.querySelector<HTMLButtonElement>(`button[name="intent"][value="${intent}"]`);
  (find('issue') ?? find('save'))?.click();
}

const KEYS = [
  ['Enter', 'the next cell; in the last one a new line'],
  ['Alt+↑ and Alt+↓', 'move the line'],
  ['Ctrl+D', 'copy the line above'],
  ['Ctrl+Enter', 'issue and send'],
] as const;

/** The keys of the grid, and what may be pasted into it. */
export function GridKeys() {
  return (
    <Disclosure shut="Keys">
      <ul className="text-13">
        {KEYS.map(([key, what]) => (
          <li key={key}>
            <kbd>{key}</kbd>: {what}
          </li>
        ))}
        <li>Rows copied from a spreadsheet can be pasted into any cell.</li>
      </ul>
    </Disclosure>
  );
}

/** The lines of the customer's last invoice, put below what is typed. */
export function CopyLast({ number }: { number: string }) {
  return (
    <Button small variant="second" name="intent" value="copy-last" busy="Copying…">
      Copy last invoice<span className="sr-only">, {number}</span>
    </Button>
  );
}
