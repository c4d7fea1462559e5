import { invalidRequest } from './api-error.ts';

export type FormValue = string | FormValue[] | FormTree;
export type FormTree = { [name: string]: FormValue };

const NAMES_MAX = 1_000;
const DEPTH_MAX = 8;

/** Reads `a[b][0][c]=d` and `a[]=b` as the vendor does. Numbered or empty brackets make lists, named ones make objects. */
export function parseForm(text: string): FormTree {
  const root: FormTree = Object.create(null);
  const pairs = [...new URLSearchParams(text)];
  if (pairs.length > NAMES_MAX) throw invalidRequest(`Too many parameters: at most ${NAMES_MAX}.`);
  for (const [name, value] of pairs) place(root, pathOf(name), value, name);
  return listsOf(root) as FormTree;
}

function pathOf(name: string): string[] {
  const [head = '', ...rest] = name.split('[');
  if (head === '' || rest.length > DEPTH_MAX || rest.some((part) => !part.endsWith(']')))
    throw invalidRequest(`Invalid parameter name: ${name}`, { param: name });
  return [head, ...rest.map((part) => part.slice(0, -1))];
}

function place(root: FormTree, path: string[], value: string, name: string): void {
  let node = root;
  for (const [depth, raw] of path.entries()) {
    const part = raw === '' ? String(Object.keys(node).length) : raw;
    if (depth === path.length - 1) {
      if (part in node) throw invalidRequest(`Parameter given twice: ${name}`, { param: name });
      node[part] = value;
      return;
    }
    const next = node[part] ?? (Object.create(null) as FormTree);
    if (typeof next === 'string')
      throw invalidRequest(`Parameter is both a value and an object: ${name}`, { param: name });
    node[part] = next;
    node = next as FormTree;
  }
}

function listsOf(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const names = Object.keys(value);
  const parts = names.map((name) => listsOf(value[name] as FormValue));
  if (names.length > 0 && names.every((name, index) => name === String(index))) return parts;
  return Object.assign(Object.create(null), Object.fromEntries(names.map((name, index) => [name, parts[index]])));
}
