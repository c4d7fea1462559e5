import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { readXml, type XmlElement } from '#app/kernel/xml/read-xml.ts';
import { openZip } from './read-zip.server.ts';

/** A cell as it is kept: a text, or the number a spreadsheet shows, as decimal digits. */
type SheetCell = string | { readonly decimal: string };
export type Sheet = {
  readonly name: string;
  readonly rows: readonly { readonly line: number; readonly cells: readonly SheetCell[] }[];
};

const LIMITS = { bytesMax: 32 * 1024 * 1024, elementsMax: 400_000 };
const COLUMNS_MAX = 200;
const SHEETS_MAX = 20;

/**
 * The sheets of an Excel workbook (Office Open XML), values only: formulas give the value that was kept with them, and nothing
 * the file points to is reached for. Numbers are shown with the 15 digits a spreadsheet has. Never throws; refusals are sentences.
 */
export function readXlsx(bytes: Uint8Array): Result<Sheet[], string> {
  const zip = openZip(bytes);
  if (!zip.ok) return refuse('This Excel file is cut off or protected by a password. Save it again without one.');
  const part = (name: string): XmlElement | null => {
    const content = zip.value(name);
    const read = typeof content === 'string' ? null : readXml(content, LIMITS);
    return read?.ok ? read.value.root : null;
  };
  const book = part('xl/workbook.xml');
  if (!book) return refuse('This is no Excel workbook (.xlsx), or it is damaged. Save it again, or as CSV.');
  const relations = new Map(
    (part('xl/_rels/workbook.xml.rels')?.children ?? []).map((one) => [
      one.attributes.get('Id') ?? '',
      (one.attributes.get('Target') ?? '').replace(/^\/?(xl\/)?/, ''),
    ]),
  );
  const texts = part('xl/sharedStrings.xml');
  const isWhole = texts !== null || zip.value('xl/sharedStrings.xml') === 'missing';
  const shared = (texts?.children ?? []).map(textWithin);
  const sheets = (book.children.find(({ name }) => name === 'sheets')?.children ?? []).slice(0, SHEETS_MAX);
  const read = sheets.map((sheet) => {
    const target = relations.get(sheet.attributes.get('r:id') ?? sheet.attributes.get('id') ?? '') ?? '';
    const root = part(`xl/${target}`);
    return root ? { name: sheet.attributes.get('name') ?? '', rows: rowsOf(root, shared) } : null;
  });
  const whole = read.filter((sheet) => sheet !== null);
  // A part that cannot be read could hold the rows that matter: then nothing of the file is taken.
  return whole.length > 0 && whole.length === sheets.length && isWhole
    ? ok(whole)
    : refuse('A part of this Excel file is damaged or too large. Save it again, or as CSV.');
}

/** The text of an element and of the runs in it; what is only a hint for reading aloud is left out. */
const textWithin = (element: XmlElement): string =>
  element.name === 't' ? element.text : element.name === 'rPh' ? '' : element.children.map(textWithin).join('');

function rowsOf(root: XmlElement, shared: readonly string[]): Sheet['rows'] {
  const data = root.children.find(({ name }) => name === 'sheetData');
  return (data?.children ?? []).map((row, index) => {
    const cells: SheetCell[] = [];
    for (const [place, cell] of row.children.entries()) {
      const at = columnOf(cell.attributes.get('r') ?? '') ?? place;
      if (at >= COLUMNS_MAX) continue;
      while (cells.length < at) cells.push('');
      cells[at] = cellValue(cell, shared);
    }
    const line = Number(row.attributes.get('r'));
    return { line: Number.isSafeInteger(line) && line > 0 ? line : index + 1, cells };
  });
}

function columnOf(reference: string): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null;
}

function cellValue(cell: XmlElement, shared: readonly string[]): SheetCell {
  const value = cell.children.find(({ name }) => name === 'v')?.text ?? '';
  const kind = cell.attributes.get('t') ?? 'n';
  if (kind === 's') return shared[Number(value)] ?? '';
  if (kind === 'inlineStr') return cell.children.map(textWithin).join('');
  if (kind !== 'n' || value.trim() === '') return kind === 'e' ? '' : value;
  return decimalOf(value) ?? value;
}

/** `1250.0999999999999` is what a spreadsheet keeps of 1250.10. */
function decimalOf(text: string): { decimal: string } | null {
  const number = Number(text);
  if (!Number.isFinite(number) || Math.abs(number) >= 1e15) return null;
  const [mantissa, exponent] = number.toExponential(14).split('e') as [string, string];
  const digits = mantissa.replace(/[-.]/g, '');
  const point = 1 + Number(exponent);
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const whole = padded.slice(0, Math.max(point, 1));
  const fraction = padded.slice(Math.max(point, 1)).replace(/0+$/, '');
  return { decimal: `${number < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}` };
}
