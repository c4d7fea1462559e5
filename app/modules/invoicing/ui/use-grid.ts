import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
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

type Drawn = { grid: RefObject<HTMLFieldSetElement | null>; rows: number; lines: readonly GridLine[] };
type Start = Drawn & {
  offers: readonly LineOffer[];
  choices: Partial<Record<GridCell, readonly { code: string; name: string }[]>>;
};
type Rows = ReturnType<typeof useRows>;
const NAMED_MAX = 5;
const FIRST_LINE = '#f-lines-0-';

/**
 * What script adds to the grid: rows in place, keys, rows pasted from a spreadsheet, a line filled by its product. The controls stay the
 * browser's own, so that what is posted is what is seen.
 */
export function useGrid(start: Start) {
  const { offers, choices } = start;
  const columns = COLUMNS.filter((cell) => cell !== 'product' || offers.length > 0);
  const rows = useRows(start, columns[0] ?? 'description');
  useBegin(rows, columns[0] ?? 'description');
  const { said, fill, tell } = useProducts(rows, offers);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const [place, act] = [placeOf(event.target), gridAct(event)];
    if (!place || !act) return;
    event.preventDefault();
    const { row, cell } = place;
    const { value } = event.target as HTMLInputElement;
    if (act === 'copy') rows.put(copyAbove(rows.read(), row));
    else if (act !== 'next') {
      const by = act === 'up' ? -1 : 1;
      rows.put(moveRow(rows.read(), row, by));
      rows.go(Math.min(Math.max(row + by, 0), rows.count - 1), cell);
    } else if (cell !== 'product' || value.trim() === '') goOn(rows, columns, { row, cell });
    else if (fill(row, value)) rows.go(row, 'quantity');
    else tell(value);
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const place = placeOf(event.target);
    const text = event.clipboardData.getData('text/plain');
    if (!place || !COLUMNS.includes(place.cell) || !isTable(text)) return;
    event.preventDefault();
    rows.put(pasteRows({ rows: rows.read(), ...place, text, offers, choices, rowsMax: LINES_MAX }));
  };
  /** A code chosen from the browser's list fills the line at once; one that is still being typed waits for Enter or Tab. */
  const onInput = (event: SyntheticEvent<HTMLElement>) => {
    rows.refresh();
    const place = placeOf(event.target);
    const { inputType } = event.nativeEvent as InputEvent;
    if (place?.cell !== 'product' || (inputType && inputType !== 'insertReplacementText')) return;
    const { value } = event.target as HTMLInputElement;
    if (offers.some((offer) => offer.code === value)) fill(place.row, value);
  };
  const onBlur = (event: SyntheticEvent<HTMLElement>) => {
    const place = placeOf(event.target);
    if (place?.cell !== 'product') return;
    const { value } = event.target as HTMLInputElement;
    if (value.trim() !== '' && !rows.read()[place.row]?.description && !fill(place.row, value)) tell(value);
  };
  return { count: rows.count, typed: rows.typed, said, addRow: rows.add, onKeyDown, onPaste, onInput, onBlur };
}

/** The rows as the browser's form holds them, and ways to change several of them at once. */
function useRows({ grid, rows, lines }: Drawn, firstCell: GridCell) {
  const [count, setCount] = useState(Math.min(rows, LINES_MAX));
  const [typed, setTyped] = useState<readonly GridLine[]>(lines);
  const form = () => grid.current?.form ?? null;
  const read = (): GridLine[] => {
    const here = form();
    return here ? readRows(here) : [];
  };
  const go = (row: number, cell: GridCell) => {
    const here = form();
    if (here) focusCell(here, row, cell);
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
  const add = () => {
    if (count >= LINES_MAX) return;
    flushSync(() => setCount(count + 1));
    go(count, firstCell);
    setTyped(read());
  };
  return { count, typed, read, go, put, add, refresh: () => setTyped(read()) };
}

/**
 * An address that names a line puts the cursor into its first cell, as the browser does by itself without script. A new draft is
 * opened with such an address: the next thing typed is what is billed.
 */
function useBegin({ go }: Rows, firstCell: GridCell): void {
  const begin = useRef(() => go(0, firstCell));
  useEffect(() => {
    if (window.location.hash.startsWith(FIRST_LINE)) begin.current();
  }, []);
}

/** Filling a line by the product a text names, and what is said about it. */
function useProducts(rows: Rows, offers: readonly LineOffer[]) {
  const [said, setSaid] = useState('');
  const fill = (row: number, text: string): boolean => {
    const offer = matchOffer(offers, text);
    if (!offer) return false;
    rows.put(rows.read().map((line, index) => (index === row ? filledFrom(offer, line) : line)));
    setSaid(`${offer.code}: ${offer.priceWords}.`);
    return true;
  };
  const tell = (text: string) => {
    const like = offersLike(offers, text);
    const codes = like.slice(0, NAMED_MAX).map((offer) => offer.code);
    setSaid(
      like.length > 1
        ? `“${text}” fits ${codes.join(', ')}. Type one of the codes.`
        : `No product here is called “${text}”. It is looked up again when you save.`,
    );
  };
  return { said, fill, tell };
}

/** The next cell; after the last one the next row, made where there is none. */
function goOn(rows: Rows, columns: readonly GridCell[], { row, cell }: { row: number; cell: GridCell }): void {
  const following = columns[columns.indexOf(cell) + 1];
  if (!columns.includes(cell)) return;
  if (following) rows.go(row, following);
  else if (row < rows.count - 1) rows.go(row + 1, columns[0] ?? cell);
  else rows.add();
}

type Act = 'next' | 'copy' | 'up' | 'down';

function gridAct(event: KeyboardEvent<HTMLElement>): Act | null {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (key === 'Enter' && !altKey && !ctrlKey && !metaKey && !shiftKey) return 'next';
  if (altKey && key === 'ArrowUp') return 'up';
  if (altKey && key === 'ArrowDown') return 'down';
  return ctrlKey && key.toLowerCase() === 'd' ? 'copy' : null;
}
