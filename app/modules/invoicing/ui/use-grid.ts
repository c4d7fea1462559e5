import { type ClipboardEvent, type KeyboardEvent, type RefObject, type SyntheticEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { LINES_MAX } from '../rules/read-line.ts';
import { focusCell, placeOf, readRows, writeRows } from './grid-form.ts';
import {
  COLUMNS,
  copyAbove,
  filledFrom,
  type GridCell,
  type GridLine,
  isTable,
  type LineOffer,
  matchOffer,
  moveRow,
  offersLike,
  pasteRows,
} from './grid-rows.ts';

type Choices = Partial<Record<GridCell, readonly { code: string; name: string }[]>>;
type Start = {
  grid: RefObject<HTMLFieldSetElement | null>;
  rows: number;
  lines: readonly GridLine[];
  offers: readonly LineOffer[];
  choices: Choices;
};
const NAMED_MAX = 5;

/**
 * What script adds to the grid: rows in place, keys, rows pasted from a spreadsheet, a line filled by its product. The controls stay the
 * browser's own, so that what is posted is what is seen.
 */
export function useGrid({ grid, rows, lines, offers, choices }: Start) {
  const [count, setCount] = useState(Math.min(rows, LINES_MAX));
  const [typed, setTyped] = useState<readonly GridLine[]>(lines);
  const [said, setSaid] = useState('');
  const form = () => grid.current?.form ?? null;
  const columns = COLUMNS.filter((cell) => cell !== 'product' || offers.length > 0);

  const refresh = () => {
    const here = form();
    if (here) setTyped(readRows(here));
  };
  const put = (next: readonly GridLine[]) => {
    const here = form();
    if (!here) return;
    flushSync(() => setCount((now) => Math.min(Math.max(now, next.length), LINES_MAX)));
    writeRows(here, next);
    setTyped(readRows(here));
    // What keeps the draft listens to the form, and a value that script wrote tells nobody.
    here.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const addRow = () => {
    const here = form();
    if (!here || count >= LINES_MAX) return;
    flushSync(() => setCount(count + 1));
    focusCell(here, count, columns[0]!);
    setTyped(readRows(here));
  };
  const fill = (row: number, text: string, go: boolean) => {
    const here = form();
    const offer = matchOffer(offers, text);
    if (!here || !offer) return tell(text);
    put(readRows(here).map((line, index) => (index === row ? filledFrom(offer, line) : line)));
    setSaid(`${offer.code}: ${offer.priceWords}.`);
    if (go) focusCell(here, row, 'quantity');
  };
  const tell = (text: string) => {
    const like = text.trim() === '' ? [] : offersLike(offers, text).slice(0, NAMED_MAX);
    if (like.length > 1)
      setSaid(`“${text}” fits ${like.map((offer) => offer.code).join(', ')}. Type one of the codes.`);
    else if (text.trim() !== '') setSaid(`No product here is called “${text}”. It is looked up again when you save.`);
  };
  const next = (row: number, cell: GridCell) => {
    const here = form();
    const following = columns[columns.indexOf(cell) + 1];
    if (!here || !columns.includes(cell)) return;
    if (following) focusCell(here, row, following);
    else if (row < count - 1) focusCell(here, row + 1, columns[0]!);
    else addRow();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const [place, here] = [placeOf(event.target), form()];
    if (!place || !here) return;
    const act = gridAct(event);
    if (!act) return;
    event.preventDefault();
    const { row, cell } = place;
    if (act === 'copy') put(copyAbove(readRows(here), row));
    else if (act === 'next') {
      const text = (event.target as HTMLInputElement).value;
      if (cell === 'product' && matchOffer(offers, text)) fill(row, text, true);
      else if (cell === 'product' && text.trim() !== '') tell(text);
      else next(row, cell);
    } else {
      put(moveRow(readRows(here), row, act === 'up' ? -1 : 1));
      focusCell(here, Math.min(Math.max(row + (act === 'up' ? -1 : 1), 0), count - 1), cell);
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const [place, here] = [placeOf(event.target), form()];
    const text = event.clipboardData.getData('text/plain');
    if (!place || !here || !COLUMNS.includes(place.cell) || !isTable(text)) return;
    event.preventDefault();
    put(pasteRows({ rows: readRows(here), ...place, text, offers, choices, rowsMax: LINES_MAX }));
  };
  /** A code chosen from the browser's list fills the line at once; one that is still being typed waits for Enter or Tab. */
  const onInput = (event: SyntheticEvent<HTMLElement>) => {
    refresh();
    const place = placeOf(event.target);
    const { inputType } = event.nativeEvent as InputEvent;
    if (place?.cell !== 'product' || (inputType && inputType !== 'insertReplacementText')) return;
    const { value } = event.target as HTMLInputElement;
    if (offers.some((offer) => offer.code === value)) fill(place.row, value, false);
  };
  const onBlur = (event: SyntheticEvent<HTMLElement>) => {
    const [place, here] = [placeOf(event.target), form()];
    if (place?.cell !== 'product' || !here) return;
    const { value } = event.target as HTMLInputElement;
    if (value.trim() !== '' && !readRows(here)[place.row]?.description) fill(place.row, value, false);
  };
  return { count, typed, said, addRow, onKeyDown, onPaste, onInput, onBlur };
}

type Act = 'next' | 'copy' | 'up' | 'down';

function gridAct(event: KeyboardEvent<HTMLElement>): Act | null {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (key === 'Enter' && !altKey && !ctrlKey && !metaKey && !shiftKey) return 'next';
  if (altKey && key === 'ArrowUp') return 'up';
  if (altKey && key === 'ArrowDown') return 'down';
  return ctrlKey && key.toLowerCase() === 'd' ? 'copy' : null;
}
