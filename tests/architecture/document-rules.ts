import { dirname, join } from 'node:path/posix';

/** The paths written in backticks in the second column of the table under "Where is …?". */
export function pathsOfWhereIs(readme: string): { question: string; paths: string[] }[] {
  const section = readme.split(/^## /m).find((part) => part.startsWith('Where is …?')) ?? '';
  return section
    .split('\n')
    .filter((line) => /^\|(?!\s*-)/.test(line))
    .slice(1)
    .map((line) => {
      const [, question = '', where = ''] = line.split('|');
      return { question: question.trim(), paths: [...where.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '') };
    });
}

/** Relative links of a Markdown page, as paths from the project's root. */
export function linksOf(page: string, text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? '').split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target));
}
