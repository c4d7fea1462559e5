import { invalidRequest } from './api-error.ts';
import type { FormTree, FormValue } from './form-body.ts';

/** Reads one parameter or throws the vendor's error; `undefined` comes in when it was not sent. */
export type Parameter<Value> = (value: FormValue | undefined, name: string) => Value;
type Fields = Record<string, Parameter<unknown>>;
export type Read<Of> = Of extends Parameter<infer Value> ? Value : never;

/** An object with exactly these parameters: one that is not listed is refused by name, never ignored. */
export function object<F extends Fields>(fields: F): Parameter<{ [Name in keyof F]: Read<F[Name]> }> {
  return (value, name) => {
    if (value === undefined) throw missing(name);
    if (typeof value === 'string' || Array.isArray(value)) throw invalidRequest('Invalid object', { param: name });
    return readFields(fields, value, name);
  };
}

export function readFields<F extends Fields>(
  fields: F,
  tree: FormTree,
  prefix = '',
): { [Name in keyof F]: Read<F[Name]> } {
  const full = (part: string) => (prefix === '' ? part : `${prefix}[${part}]`);
  const unknown = Object.keys(tree).find((part) => !Object.hasOwn(fields, part));
  if (unknown !== undefined)
    throw invalidRequest(`Received unknown parameter: ${full(unknown)}`, {
      code: 'parameter_unknown',
      param: full(unknown),
    });
  const entries = Object.entries(fields).map(([part, read]) => [part, read(tree[part], full(part))]);
  return Object.fromEntries(entries);
}

export const optional =
  <Value>(read: Parameter<Value>): Parameter<Value | undefined> =>
  (value, name) =>
    value === undefined ? undefined : read(value, name);

export const text =
  (max = 5_000): Parameter<string> =>
  (value, name) => {
    if (value === undefined) throw missing(name);
    if (typeof value !== 'string') throw invalidRequest('Invalid string', { param: name });
    if (value === '')
      throw invalidRequest(
        `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset.`,
        { code: 'parameter_invalid_empty', param: name },
      );
    if (value.length > max)
      throw invalidRequest(`Invalid string: ${name} must be at most ${max} characters`, { param: name });
    return value;
  };

export const integer =
  (range: { min?: number; max?: number } = {}): Parameter<number> =>
  (value, name) => {
    const read = text()(value, name);
    const number = Number(read);
    if (!/^-?\d{1,15}$/.test(read))
      throw invalidRequest(`Invalid integer: ${read}`, { code: 'parameter_invalid_integer', param: name });
    if (number < (range.min ?? Number.MIN_SAFE_INTEGER))
      throw invalidRequest(`This value must be greater than or equal to ${range.min}.`, {
        code: 'parameter_invalid_integer',
        param: name,
      });
    if (number > (range.max ?? Number.MAX_SAFE_INTEGER))
      throw invalidRequest(`This value must be less than or equal to ${range.max}.`, {
        code: 'parameter_invalid_integer',
        param: name,
      });
    return number;
  };

export const flag: Parameter<boolean> = (value, name) => {
  if (value === 'true') return true;
  if (value === 'false') return false;
  throw invalidRequest(`Invalid boolean: ${String(value)}`, { param: name });
};

export const oneOf =
  <const Options extends readonly string[]>(...options: Options): Parameter<Options[number]> =>
  (value, name) => {
    const read = text()(value, name);
    if (!options.includes(read))
      throw invalidRequest(`Invalid ${name}: must be one of ${options.join(', ')}`, { param: name });
    return read;
  };

export const list =
  <Value>(read: Parameter<Value>, max = 100): Parameter<Value[]> =>
  (value, name) => {
    if (value === undefined) throw missing(name);
    if (!Array.isArray(value) || value.length > max) throw invalidRequest('Invalid array', { param: name });
    return value.map((item, index) => read(item, `${name}[${index}]`));
  };

/** Up to 50 keys of at most 40 characters with values of at most 500, as documented. */
export const metadata: Parameter<Record<string, string>> = (value, name) => {
  if (value === undefined || value === '') return {};
  if (typeof value === 'string' || Array.isArray(value)) throw invalidRequest('Invalid object', { param: name });
  const entries = Object.entries(value);
  if (entries.length > 50) throw invalidRequest('Metadata can have at most 50 keys.', { param: name });
  for (const [key, item] of entries) {
    const param = `${name}[${key}]`;
    if (key.length > 40) throw invalidRequest(`Metadata keys can be at most 40 characters: ${key}`, { param });
    if (typeof item !== 'string' || item.length > 500)
      throw invalidRequest('Metadata values can be at most 500 characters.', { param });
  }
  return Object.fromEntries(entries as [string, string][]);
};

export const currencyCode: Parameter<string> = (value, name) => {
  const code = text(3)(value, name).toLowerCase();
  if (!/^[a-z]{3}$/.test(code)) throw invalidRequest(`Invalid currency: ${code}`, { param: name });
  return code;
};

export const webAddress: Parameter<string> = (value, name) => {
  const address = text()(value, name);
  if (!/^https?:\/\//.test(address) || !URL.canParse(address))
    throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: name });
  return address;
};

export const emailAddress: Parameter<string> = (value, name) => {
  const address = text(512)(value, name);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address))
    throw invalidRequest(`Invalid email address: ${address}`, { code: 'email_invalid', param: name });
  return address;
};

const missing = (name: string) =>
  invalidRequest(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name });

const moment = optional(integer({ min: 0 }));
const createdRange: Parameter<CreatedRange | undefined> = (value, name) => {
  if (value === undefined) return undefined;
  if (typeof value === 'string') {
    const exact = integer({ min: 0 })(value, name);
    return { gt: undefined, lt: undefined, gte: exact, lte: exact };
  }
  return object({ gt: moment, gte: moment, lt: moment, lte: moment })(value, name);
};
export type CreatedRange = Record<'gt' | 'gte' | 'lt' | 'lte', number | undefined>;

/** The parameters every list takes. */
export const listParameters = {
  limit: optional(integer({ min: 1, max: 100 })),
  starting_after: optional(text()),
  ending_before: optional(text()),
  created: createdRange,
  expand: optional(list(text())),
};
export const expand = optional(list(text()));
