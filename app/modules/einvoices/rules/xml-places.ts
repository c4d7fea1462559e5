import { type Decimal, parseDecimal } from '#app/kernel/decimal.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { lineCounter, type XmlDocument, type XmlElement } from '#app/kernel/xml/read-xml.ts';
import type { EinvoiceFault } from '../types.ts';

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const SHOWN_MAX = 40;

/**
 * What is looked up in a file that was read, with a fault for each value that is not what it must be. The tree is asked
 * by local names only: the namespace was proved at the root.
 */
export class Places {
  readonly faults: EinvoiceFault[] = [];
  readonly #lineAt: (at: number) => number;

  constructor(document: XmlDocument) {
    this.#lineAt = lineCounter(document.source);
  }

  lineOf(element: XmlElement): number {
    return this.#lineAt(element.at);
  }

  all(element: XmlElement | null, name: string): XmlElement[] {
    return element?.children.filter((child) => child.name === name) ?? [];
  }

  /** The first element at the end of a path of names, null where there is none. */
  at(element: XmlElement | null, ...names: string[]): XmlElement | null {
    let here = element;
    for (const name of names) here = here?.children.find((child) => child.name === name) ?? null;
    return here;
  }

  text(element: XmlElement | null, ...names: string[]): string {
    return this.at(element, ...names)?.text.trim() ?? '';
  }

  /** An exact decimal with a point, at most six decimals. `1,50` is none. */
  number(element: XmlElement | null, ...names: string[]): Decimal | null {
    const found = this.at(element, ...names);
    if (!found) return null;
    const text = found.text.trim();
    const parsed = NUMBER.test(text) ? parseDecimal(text.startsWith('.') ? `0${text}` : text) : null;
    if (parsed?.ok) return parsed.value;
    const why =
      parsed === null ? 'is no number written with a point, like 1234.50' : 'has more digits than can be kept';
    this.fault('OWN-NUMBER', found, `${found.name} is “${text.slice(0, SHOWN_MAX)}”, which ${why}.`);
    return null;
  }

  /** `2026-11-03`, or `20261103` in CII. */
  date(element: XmlElement | null, ...names: string[]): PlainDate | null {
    const found = this.at(element, ...names);
    if (!found) return null;
    const text = found.text.trim();
    const spread = /^\d{8}$/.test(text)
      ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
      : text.slice(0, 10);
    const parsed = parsePlainDate(spread);
    if (parsed.ok) return parsed.value;
    this.fault('OWN-DATE', found, `${found.name} is “${text.slice(0, SHOWN_MAX)}”, which is no day of the calendar.`);
    return null;
  }

  fault(rule: string, element: XmlElement, sentence: string): void {
    this.faults.push({ rule, where: `line ${this.lineOf(element)}`, sentence });
  }
}
