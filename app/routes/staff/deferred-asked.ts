import type { DeferredCursor } from '#app/modules/deferrals/queries/list-deferred.server.ts';

/** Where the next page begins, as the address carries it: customer, document and line. */
export const cursorText = ({ customerNumber, number, lineNo }: DeferredCursor): string =>
  JSON.stringify([customerNumber, number, lineNo]);

/** Null for the first page, and for what is no such place. */
export function cursorOf(text: string | null): DeferredCursor | null {
  try {
    const [customerNumber, number, lineNo] = JSON.parse(text ?? '') as [string, string, number];
    const whole = typeof customerNumber === 'string' && typeof number === 'string' && Number.isInteger(lineNo);
    return whole && lineNo > 0 && lineNo < 10_000 ? { customerNumber, number, lineNo } : null;
  } catch {
    return null;
  }
}
