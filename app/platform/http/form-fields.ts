import type { z } from 'zod';

export type FieldValues = Record<string, string>;
export type FieldProblem = { name: string; text: string };

/** Names are `email`, `address.city`, `lines[0].quantity`; deeper, longer or stranger ones are no form of ours. */
const NAME = /^[a-z][\w-]*(?:\[\d{1,4}\]|\.[a-z][\w-]*)*$/i;
const INDEX_MAX = 999;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
// Tab and newline are part of text; every other control character hides something.
const CONTROL = /(?![\t\n])\p{Cc}/u;

type Tree = { [key: string]: unknown } | unknown[];

/** The parts of a field's name, or null if it is not one: `lines[0].quantity` is ['lines', 0, 'quantity']. */
export function namePath(name: string): (string | number)[] | null {
  if (!NAME.test(name)) return null;
  const path = [...name.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index ? Number(index) : (key ?? ''),
  );
  const isSafe = path.every((part) => (typeof part === 'number' ? part <= INDEX_MAX : !FORBIDDEN_KEYS.has(part)));
  return isSafe ? path : null;
}

/** The name of the field an issue is about. */
export const pathName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name ? `${name}.${String(part)}` : String(part)),
    '',
  );

/** Trimmed, one kind of newline, composed accents: what a person sees is what is stored. */
export const tidyText = (text: string): string => text.replaceAll('\r\n', '\n').normalize('NFC').trim();

export const hasHiddenControl = (text: string): boolean => CONTROL.test(text);

type FieldsOptions = { schema: z.ZodType; verbatim: readonly string[] };

/**
 * Turns posted names and texts into the nested object a schema expects. Empty text is absent. A name given twice is
 * refused unless the schema wants an array there; where it wants one, none and one are arrays too.
 */
export function fieldTree(
  fields: Iterable<readonly [string, string]>,
  { schema, verbatim }: FieldsOptions,
): { tree: Tree; values: FieldValues; problems: FieldProblem[] } {
  const given = new Map<string, string[]>();
  for (const [name, text] of fields) given.set(name, [...(given.get(name) ?? []), text]);

  const tree: Tree = {};
  const values: FieldValues = {};
  const problems: FieldProblem[] = [];
  for (const [name, raw] of given) {
    const path = namePath(name);
    if (!path) continue;
    const texts = raw.map((text) => (verbatim.includes(name) ? text : tidyText(text)));
    if (!verbatim.includes(name)) values[name] = texts[0] ?? '';
    if (texts.some((text) => !verbatim.includes(name) && hasHiddenControl(text))) {
      problems.push({ name, text: 'Remove the hidden control characters.' });
      continue;
    }
    const filled = texts.filter((text) => text !== '');
    if (schemaAt(schema, path)?.def.type === 'array') place(tree, path, filled);
    else if (texts.length > 1) problems.push({ name, text: 'This was sent more than once. Fill it in again.' });
    else if (filled.length > 0) place(tree, path, filled[0]);
  }
  return { tree, values, problems };
}

function place(tree: Tree, path: readonly (string | number)[], value: unknown): void {
  let at = tree as Record<string | number, unknown>;
  for (const [depth, part] of path.entries()) {
    if (depth === path.length - 1) at[part] = value;
    else {
      const next = at[part];
      if (typeof next !== 'object' || next === null) at[part] = typeof path[depth + 1] === 'number' ? [] : {};
      at = at[part] as Record<string | number, unknown>;
    }
  }
}

type AnySchema = { def: { type: string } & Record<string, unknown> };

const WRAPPERS: Record<string, string> = {
  optional: 'innerType',
  nullable: 'innerType',
  default: 'innerType',
  prefault: 'innerType',
  catch: 'innerType',
  readonly: 'innerType',
  nonoptional: 'innerType',
  pipe: 'in',
};
const WRAPPING_MAX = 10;

function unwrap(schema: AnySchema | undefined): AnySchema | undefined {
  let at = schema;
  for (let depth = 0; depth < WRAPPING_MAX && at; depth += 1) {
    const inner = WRAPPERS[at.def.type];
    if (!inner) return at;
    at = at.def[inner] as AnySchema | undefined;
  }
  return at;
}

/** The schema that stands at a field's place, with optional, default and the like taken off. */
export function schemaAt(schema: z.ZodType, path: readonly (string | number)[]): AnySchema | undefined {
  let at = unwrap(schema as unknown as AnySchema);
  for (const part of path) {
    if (!at) return undefined;
    if (at.def.type === 'array' && typeof part === 'number') at = unwrap(at.def.element as AnySchema);
    else if (at.def.type === 'object') at = unwrap((at.def.shape as Record<string, AnySchema>)[part]);
    else return undefined;
  }
  return at;
}

/** Names of the top-level fields that want an array: an unticked list posts nothing at all. */
export function arrayFields(schema: z.ZodType): string[] {
  const top = unwrap(schema as unknown as AnySchema);
  if (top?.def.type !== 'object') return [];
  return Object.entries(top.def.shape as Record<string, AnySchema>)
    .filter(([, field]) => unwrap(field)?.def.type === 'array' && field.def.type === 'array')
    .map(([name]) => name);
}
