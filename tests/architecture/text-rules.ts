import { withoutComments } from '#tests/architecture/comments.ts';
import type { SourceFile } from '#tests/architecture/source-tree.ts';
import { isTest } from '#tests/architecture/source-tree.ts';

/**
 * What an import graph cannot see and a person should not have to repeat in reviews. Each rule says where it holds, what
 * it refuses and what to do instead; `except` names the files that may, each with its reason.
 */
export type TextRule = {
  name: string;
  holdsIn: (path: string) => boolean;
  refuses: RegExp;
  instead: string;
  except?: Record<string, string>;
};

const isProduct = (path: string) => /^(app|emails)\//.test(path) && !isTest(path);
const isPerFolderDefault = (path: string) =>
  /^(app\/routes\/|app\/root\.tsx$|app\/entry\.|app\/routes\.ts$|emails\/)/.test(path) ||
  /\.config\.(ts|mjs|js)$|\/global-setup\.ts$/.test(path);

export const TEXT_RULES: TextRule[] = [
  {
    name: 'no SQL in routes, workflows and screens',
    holdsIn: (path) => /^app\/(routes|workflows|ui|modules\/[^/]+\/ui)\//.test(path) && !isTest(path),
    refuses: /\b(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\b|\bsql(\.raw|<[^`]*>)?\s*[`(]/,
    instead: 'Add a query or a command to the module that owns the table; a handle passed in is no licence to query.',
  },
  {
    name: 'settings are read in one place',
    holdsIn: (path) => (isProduct(path) || path.startsWith('db/')) && !path.startsWith('app/platform/config/'),
    refuses: /\bprocess\s*\.\s*env\b|\bprocess\s*\[/,
    instead: 'Add the setting to app/platform/config and take its value as an argument.',
  },
  {
    name: 'time is an argument',
    holdsIn: (path) => isProduct(path) && !path.startsWith('app/platform/clock/'),
    refuses: /\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()|\bDate\.now\b|(?<!new )\bDate\(\)|\bTemporal\.Now\b/,
    instead: 'Take `now` or `today` as an argument; the edge asks app/platform/clock once.',
    except: {
      'app/platform/db/new-id.server.ts':
        'The first bits of a UUID v7 only order ids; no business time is read from them.',
    },
  },
  {
    name: 'money is never a floating-point number',
    holdsIn: isProduct,
    refuses: /\bparseFloat\b|\.toFixed\(|\.toPrecision\(/,
    instead: 'Use app/kernel/money.ts and app/kernel/decimal.ts.',
    except: {
      'app/ui/bar-chart.tsx': 'Rounds coordinates of a drawing, no amounts.',
    },
  },
  {
    name: 'exports are named',
    holdsIn: (path) => /^(app|emails|db|scripts|stand-ins|tests)\//.test(path) && !isPerFolderDefault(path),
    refuses: /^export default\b|^export \{[^}]*\bas default\b/m,
    instead: 'Name the export. Only routes, the root, the entries, e-mail templates and configurations need a default.',
  },
  {
    name: 'no barrels',
    holdsIn: (path) => /^(app|emails|db|scripts|stand-ins)\//.test(path),
    refuses: /^export \* from\b/m,
    instead: 'Import the file that holds the name, so that a reader and the bundler see where it lives.',
  },
  {
    name: 'only the edge answers with a Response',
    holdsIn: (path) => /^app\/(modules|workflows|kernel)\//.test(path) && !isTest(path),
    refuses: /\bnew Response\(|\bthrow redirect\(|\bResponse\.(json|redirect)\(/,
    instead: 'Return a refusal (`Result`); the route turns it into an answer.',
  },
  {
    name: 'routes take the address React Router made plain',
    holdsIn: (path) => path.startsWith('app/routes/') && !isTest(path),
    refuses: /\brequest\.url\b/,
    instead:
      'Use `args.url`. The request of a navigation in the browser asks for `<page>.data`; links built from it led to pages that do not exist.',
  },
  {
    name: 'every test runs',
    holdsIn: (path) => isTest(path) && !path.startsWith('tests/architecture/text-rules'),
    refuses: /\b(test|it|describe)\.(skip|only|todo|fails|skipIf|runIf|fixme)\b|\bretry:\s*[1-9]|\bretries:\s*[1-9]/,
    instead: 'Mend the test or delete it; a skipped test says nothing and looks like a pass.',
  },
  {
    name: 'tests do not sleep',
    holdsIn: (path) => isTest(path) && !path.startsWith('tests/architecture/text-rules'),
    refuses: /=>\s*setTimeout\(|from 'node:timers\/promises'|\bwaitForTimeout\(|\bpg_sleep\b/,
    instead: 'Wait for what you expect (a row, a log line, a locator), with a limit.',
    except: {
      'tests/bench/web-load.ts': 'An open loop sends its requests on the clock; that is the measurement.',
      'tests/install/kills.test.ts': 'A kill at a random moment has to wait for that moment.',
      'tests/kills/client.ts': 'A person at a desk thinks between two commands, and asks again while nothing answers.',
      'tests/kills/system-under-kill.ts': 'Looks again until a killed process is gone.',
    },
  },
];

/** The names that end up holding everything. */
const BAGS = /(^|\/)(utils?|helpers?|misc|common|shared|lib|services?|stuff)(\/|\.[a-z.]+$)/;

/** Folders of a developer's machine; written in pieces so that this file does not refuse itself. */
const MACHINE_PATH = new RegExp(
  [
    `/${'home'}/[a-z]`,
    `/${'Users'}/[A-Za-z]`,
    `/${'root'}/[a-z.]`,
    `/${'work'}/(main|shared|\\.)`,
    `[A-Z]:\\\\${'Users'}`,
  ].join('|'),
);

/** One line a fault: path, line, rule, what to do. */
export function faultsOf(file: SourceFile, rules: TextRule[] = TEXT_RULES): string[] {
  const code = withoutComments(file);
  return rules
    .filter((rule) => rule.holdsIn(file.path) && !(file.path in (rule.except ?? {})))
    .flatMap((rule) => {
      const found = rule.refuses.exec(code);
      return found ? [`${file.path}:${lineAt(code, found.index)} ${rule.name}. ${rule.instead}`] : [];
    });
}

/** Names that say nothing, and paths of somebody's machine in what will be published. */
export function faultsOfNameAndPaths(file: SourceFile): string[] {
  const faults: string[] = [];
  if (BAGS.test(file.path)) faults.push(`${file.path} is named like a bag. Name it for what it does.`);
  const found = MACHINE_PATH.exec(file.text);
  if (found) faults.push(`${file.path}:${lineAt(file.text, found.index)} names a folder of one machine: ${found[0]}`);
  return faults;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
