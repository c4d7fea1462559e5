import { findNearReferences, findReferences, type Hits } from './find-references.ts';
import { knowPayer, type PayerKnown } from './know-payer.ts';
import type { MatchIndex } from './match-index.ts';
import { readText, type TextRead } from './read-text.ts';
import type { BankLine } from './types.ts';

/**
 * What a line says, read when it is asked for and kept: none of it changes when items are taken, so a line that waits for the
 * next round is not read again. What was learned meanwhile is about its payer alone.
 */
export class LineReading {
  readonly read: TextRead;
  readonly #index: MatchIndex;
  readonly #line: BankLine;
  #payer: PayerKnown | null = null;
  #clear: Hits | null = null;
  #near: Hits | null = null;

  constructor(index: MatchIndex, line: BankLine) {
    this.#index = index;
    this.#line = line;
    this.read = readText(line.text, line.creditorReference);
  }

  get payer(): PayerKnown {
    this.#payer ??= knowPayer(this.#index, this.#line, this.read);
    return this.#payer;
  }

  /** Items the text names without a mistake. */
  get clear(): Hits {
    const text = `${this.#line.text} ${this.#line.creditorReference ?? ''}`;
    this.#clear ??= findReferences(this.#index, this.read, text, this.payer.codeDigits);
    return this.#clear;
  }

  /** Items whose number could have become what stands there. */
  get near(): Hits {
    this.#near ??= findNearReferences(this.#index, this.read, this.payer.codeDigits);
    return this.#near;
  }

  /** Something was learned: the payer may be known now. */
  forgetPayer(): void {
    this.#payer = null;
  }
}
