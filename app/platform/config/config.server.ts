import { type Config, parseConfig } from './parse-config.ts';

export type { Config } from './parse-config.ts';

let parsed: Config | undefined;

/**
 * The settings of this process: the only door to process.env. Parsed on first use and kept; throws one Error that
 * names every mistake when they are wrong, which the process lets end it.
 */
export function config(): Config {
  if (parsed) return parsed;
  const result = parseConfig(process.env);
  if (!result.ok) throw new Error(result.refusal.mistakes.join('\n'));
  parsed = result.value;
  return parsed;
}
