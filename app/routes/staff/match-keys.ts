import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { type PanelKind, type PanelOpen, panelOf } from './match-panel-kinds.ts';

/** Where a key is typed, not meant. */
const TYPING = 'input:not([type="radio"]), textarea, select';

export type DeskDoing = {
  open(panel: PanelOpen | null): void;
  /** All that are exact, after their count and sum were shown. */
  askAll(): void;
};

const PANELS: Readonly<Record<string, PanelKind>> = {
  f: 'find',
  s: 'split',
  c: 'create',
  p: 'park',
  x: 'not-ours',
  '@': 'ask',
};

/** The rows one can stand on, in the order of the page. */
const rowsOf = (desk: HTMLElement): HTMLElement[] => [...desk.querySelectorAll<HTMLElement>('[data-line]')];
const isOpen = (row: HTMLElement): boolean => row.dataset.line === 'open';
const mainOf = (row: HTMLElement): HTMLElement | null => row.querySelector('[data-main]');

/** The row one is in: that of the focus, else the first open one. */
function rowAt(desk: HTMLElement): HTMLElement | undefined {
  const at = document.activeElement?.closest<HTMLElement>('[data-line]');
  return at && desk.contains(at) ? at : rowsOf(desk).find(isOpen);
}

/** Puts the focus on a row's main button, in sight and not under the bars. */
export function standOn(row: HTMLElement | undefined): void {
  const main = row && mainOf(row);
  if (!main) return;
  main.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

/** The next open line below, or above where nothing is open below; at the end the way on. */
export function goOn(desk: HTMLElement, from: HTMLElement): void {
  const rows = rowsOf(desk);
  const at = rows.indexOf(from);
  const next = rows.slice(at + 1).find(isOpen) ?? rows.slice(0, at).find(isOpen);
  if (next) standOn(next);
  else desk.querySelector<HTMLElement>('[data-end]')?.focus();
}

/**
 * The keys of the desk: they act while nothing is typed. Enter is the focused button's own. Every one of them is a button or a
 * link of the row as well.
 */
export function useDeskKeys(desk: RefObject<HTMLElement | null>, doing: DeskDoing) {
  useEffect(() => {
    const at = desk.current;
    if (at && document.activeElement === document.body && !window.location.hash) standOn(rowAt(at));
  }, [desk]);
  return (event: KeyboardEvent<HTMLElement>) => {
    const [at, target] = [desk.current, event.target as HTMLElement];
    if (at && event.ctrlKey && event.key === '/') return showKeys(event, at);
    if (!at || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return leave(event, at, doing);
    if (target.closest(TYPING)) return;
    const row = rowAt(at);
    if (row && press(event, { desk: at, row, doing })) event.preventDefault();
  };
}

/** Opens and shuts the list of all keys, wherever one is and types. */
function showKeys(event: KeyboardEvent<HTMLElement>, desk: HTMLElement): void {
  const list = desk.querySelector<HTMLDetailsElement>('.match-keys details');
  if (!list) return;
  list.open = !list.open;
  event.preventDefault();
}

function leave(event: KeyboardEvent<HTMLElement>, desk: HTMLElement, doing: DeskDoing): void {
  const row = rowAt(desk);
  doing.open(null);
  event.preventDefault();
  standOn(row);
}

type Pressed = { readonly desk: HTMLElement; readonly row: HTMLElement; readonly doing: DeskDoing };

/** True where the key was one of the desk's. */
function press(event: KeyboardEvent<HTMLElement>, { desk, row, doing }: Pressed): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const rows = rowsOf(desk);
  const isRadio = (event.target as HTMLElement).matches('[type="radio"]');
  if (key === 'a' && event.shiftKey) {
    doing.askAll();
    return true;
  }
  if ((key === 'ArrowDown' || key === 'ArrowUp') && isRadio) return false;
  if (['ArrowDown', 'j'].includes(key)) return moveTo(rows[rows.indexOf(row) + 1]);
  if (['ArrowUp', 'k'].includes(key)) return moveTo(rows[rows.indexOf(row) - 1]);
  if (/^[1-9]$/.test(key)) return choose(row, Number(key));
  if (key === 'u') return click(row.querySelector('[data-undo]') ?? lastUndo(rows, row));
  if (key === 'r') return click(row.querySelector('[data-rule]'));
  const kind = PANELS[key];
  if (!kind || !isOpen(row)) return false;
  doing.open(panelOf(row.id.replace('line-', ''), kind));
  return true;
}

/** U on an open line takes back the one above it: the one just matched. */
const lastUndo = (rows: readonly HTMLElement[], row: HTMLElement): HTMLElement | null | undefined =>
  rows
    .slice(0, rows.indexOf(row))
    .findLast((one) => one.querySelector('[data-undo]'))
    ?.querySelector<HTMLElement>('[data-undo]');

function moveTo(row: HTMLElement | undefined): boolean {
  standOn(row);
  return row !== undefined;
}

function choose(row: HTMLElement, no: number): boolean {
  const radio = row.querySelectorAll<HTMLInputElement>('[type="radio"][name="parts"]')[no - 1];
  if (!radio) return false;
  radio.checked = true;
  radio.focus({ preventScroll: true });
  return true;
}

function click(target: HTMLElement | null | undefined): boolean {
  target?.click();
  return Boolean(target);
}
