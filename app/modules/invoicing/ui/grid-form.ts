import { LINES_MAX } from '../rules/read-line.ts';
import type { GridCell, GridLine } from './grid-rows.ts';

const CELLS: readonly GridCell[] = [
  ...(['product', 'description', 'quantity', 'unit', 'unitPrice', 'taxCode', 'accountCode'] as const),
  ...(['deferFromOn', 'deferToOn'] as const),
];

const nameOf = (index: number, cell: GridCell): string => `lines[${index}].${cell}`;

function control(form: HTMLFormElement, index: number, cell: GridCell): HTMLInputElement | HTMLSelectElement | null {
  const found = form.elements.namedItem(nameOf(index, cell));
  return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : null;
}

/** The rows of the form as they stand, read from the browser's own form. */
export function readRows(form: HTMLFormElement): GridLine[] {
  const sent = new FormData(form);
  const rows: GridLine[] = [];
  for (let index = 0; index < LINES_MAX && sent.has(nameOf(index, 'taxCode')); index += 1)
    rows.push(Object.fromEntries(CELLS.map((cell) => [cell, String(sent.get(nameOf(index, cell)) ?? '')])));
  return rows;
}

/** Writes rows into the form's own controls; what a row leaves open is empty, or the first choice of its list. */
export function writeRows(form: HTMLFormElement, rows: readonly GridLine[]): void {
  for (const [index, row] of rows.entries())
    for (const cell of CELLS) {
      const at = control(form, index, cell);
      if (!at) continue;
      const text = row[cell] ?? '';
      at.value = text;
      if (at instanceof HTMLSelectElement && at.selectedIndex < 0) at.selectedIndex = 0;
      const fold = at.closest('details');
      if (fold && text !== '') fold.open = true;
    }
}

/** Which cell of the grid a control is. */
export function placeOf(target: EventTarget | null): { row: number; cell: GridCell } | null {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return null;
  const found = /^lines\[(\d+)\]\.(\w+)$/.exec(target.name);
  return found ? { row: Number(found[1]), cell: found[2] as GridCell } : null;
}

/** Puts the cursor into a cell and marks what is in it, so that typing takes its place. */
export function focusCell(form: HTMLFormElement, row: number, cell: GridCell): boolean {
  const at = control(form, row, cell);
  at?.focus();
  if (at instanceof HTMLInputElement) at.select();
  return at !== null;
}
