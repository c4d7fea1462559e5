import { Disclosure } from '#app/ui/disclosure.tsx';
import { PANEL_WORDS } from './match-panel-kinds.ts';

const KEYS = [
  ['Enter', 'match the line, or send the form'],
  ['↓ or J, ↑ or K', 'the next line, the line before'],
  ['1 to 9', 'choose a candidate'],
  ['F', 'find another: a name, numbers, an amount'],
  ['S', 'split the line'],
  ['C', 'create: a charge, interest, a transfer, money on account'],
  ['P', 'park with a note'],
  ['X', 'not ours'],
  ['U', 'undo, after a word of why; on an open line the one above'],
  ['R', 'a rule from this line'],
  ['@', 'ask a colleague'],
  ['Shift+A', 'all exact lines, after their sum is shown'],
  ['Esc', 'leave a form'],
  ['Ctrl+/', 'this list'],
] as const;

/** The keys of the line one is on, always in sight on a desk; all of them behind a word. */
export function DeskKeys() {
  return (
    <aside className="match-keys" aria-label="Keys">
      <ul>
        {Object.values(PANEL_WORDS).map(({ key, label }) => (
          <li key={key}>
            <kbd>{key}</kbd> {label}
          </li>
        ))}
        <li>
          <kbd>R</kbd> Rule
        </li>
        <li>
          <kbd>U</kbd> Undo
        </li>
        <li>
          <kbd>Shift A</kbd> All exact
        </li>
      </ul>
      <Disclosure shut="All keys">
        <dl className="match-all-keys">
          {KEYS.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </aside>
  );
}
