import type { CsvProblem } from '#app/kernel/csv-records.ts';
import { type Decimal, parseDecimal } from '#app/kernel/decimal.ts';
import { type PlainDate, parseDateText } from '#app/kernel/plain-date.ts';
import type { ColumnMapping } from '../types.ts';

/** Reads the cells of one row and gathers what is wrong with them. */
export class CellReader {
  readonly problems: CsvProblem[] = [];
  private readonly row: number;
  private readonly fields: Readonly<Record<string, string>>;
  private readonly style: Pick<ColumnMapping, 'dates' | 'decimals'>;

  constructor(row: number, fields: Readonly<Record<string, string>>, style: Pick<ColumnMapping, 'dates' | 'decimals'>) {
    this.row = row;
    this.fields = fields;
    this.style = style;
  }

  wrong(field: string, text: string): void {
    this.problems.push({ row: this.row, field, text });
  }

  /** At most `max` characters; empty is a problem where `missing` says what to do about it. */
  text(field: string, max: number, missing?: string): string {
    const text = this.fields[field] ?? '';
    if (text === '' && missing) this.wrong(field, missing);
    if (text.length > max) this.wrong(field, `Use ${max} characters or fewer.`);
    return text;
  }

  date(field: string): PlainDate | null {
    const text = this.fields[field] ?? '';
    const day = parseDateText(text, this.style.dates);
    if (day.ok) return day.value;
    const example = { ymd: '2026-03-31', dmy: '31/03/2026', mdy: '03/31/2026' }[this.style.dates];
    this.wrong(
      field,
      text === ''
        ? `Put the date here, as ${example}.`
        : `“${text}” is no day of the calendar. Write it as ${example}, a day that there is.`,
    );
    return null;
  }

  quantity(field: string, { decimals, isSigned }: { decimals: number; isSigned: boolean }): Decimal | null {
    const text = this.fields[field] ?? '';
    const plain = this.style.decimals === 'comma' ? text.replaceAll('.', '').replace(',', '.') : text;
    const read = parseDecimal(plain.replaceAll(/[\s\u00a0']/g, ''));
    const mark = this.style.decimals === 'comma' ? ',' : '.';
    if (!read.ok) {
      const advice =
        read.refusal === 'not-a-number'
          ? `Write a number, as 12${mark}5.`
          : read.refusal === 'too-many-decimals'
            ? `Use at most ${decimals} decimals.`
            : 'This number is too large. Check it.';
      this.wrong(field, text === '' ? `Put a number here, as 12${mark}5.` : `“${text}” cannot be read. ${advice}`);
      return null;
    }
    if ((read.value.split('.')[1] ?? '').length > decimals) {
      this.wrong(field, `“${text}” has too many decimals. Use at most ${decimals}.`);
      return null;
    }
    if (!isSigned && read.value.startsWith('-')) {
      this.wrong(field, `“${text}” is below zero. Only a row with “corrects” may take something back.`);
      return null;
    }
    return read.value;
  }
}
