/**
 * Puts values in the `{places}` of a sentence, so that each language may order them its own way. A place without value
 * is a bug of ours and stays visible; a value that looks like a place is not filled again.
 */
export function fillPlaces(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(values, name) ? values[name]! : place));
}
