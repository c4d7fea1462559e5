import { minorDigits, parseCurrency } from '#app/kernel/money.ts';

/** What is wrong with a credit transfer file, and where: the names of the elements down to it. */
export type FileProblem = { readonly at: string; readonly problem: string };

type Node = { readonly name: string; readonly attributes: string; readonly children: Node[]; text: string };
/** An element's children in their order; `?` may be absent, `+` may repeat, `|` is one of several. A pattern for what holds text. */
type Shape = readonly string[] | RegExp;

const TEXT = (max: number) => new RegExp(`^[A-Za-z0-9/\\-?:().,'+ ]{1,${max}}$`, 'u');
const ID = TEXT(35);
const NAME = TEXT(140);
/** At most 18 digits, at most five of them after the point, as ISO 20022 has amounts. */
const AMOUNT = /^(?=(?:\D*\d){1,18}\D*$)\d+(?:\.\d{1,5})?$/u;
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;

/**
 * The part of pain.001.001.09 (CustomerCreditTransferInitiationV09) that we write, element by element in the order of the
 * message definition. Elements we never write are left out: one that appears is a problem.
 */
const SHAPES: Readonly<Record<string, Shape>> = {
  Document: ['CstmrCdtTrfInitn'],
  CstmrCdtTrfInitn: ['GrpHdr', 'PmtInf+'],
  GrpHdr: ['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum?', 'InitgPty'],
  PmtInf: [
    ...['PmtInfId', 'PmtMtd', 'BtchBookg?', 'NbOfTxs?', 'CtrlSum?', 'ReqdExctnDt', 'Dbtr', 'DbtrAcct', 'DbtrAgt'],
    ...['ChrgBr?', 'CdtTrfTxInf+'],
  ],
  CdtTrfTxInf: ['PmtId', 'Amt', 'CdtrAgt?', 'Cdtr', 'CdtrAcct', 'RmtInf?'],
  PmtId: ['InstrId?', 'EndToEndId'],
  Amt: ['InstdAmt'],
  ReqdExctnDt: ['Dt'],
  ...{ InitgPty: ['Nm'], Dbtr: ['Nm'], Cdtr: ['Nm'], RmtInf: ['Ustrd'] },
  ...{ DbtrAcct: ['Id', 'Ccy?'], CdtrAcct: ['Id'], DbtrAgt: ['FinInstnId'], CdtrAgt: ['FinInstnId'] },
  FinInstnId: ['BICFI|ClrSysMmbId|Othr'],
  ClrSysMmbId: ['MmbId'],
  'DbtrAcct/Id': ['IBAN|Othr'],
  'CdtrAcct/Id': ['IBAN|Othr'],
  Othr: ['Id'],
  'Othr/Id': TEXT(34),
  ...{ MsgId: ID, PmtInfId: ID, InstrId: ID, EndToEndId: ID, MmbId: /^[A-Z0-9]{1,35}$/u, Nm: NAME, Ustrd: NAME },
  CreDtTm: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/u,
  ...{ Dt: DAY, NbOfTxs: /^\d{1,15}$/u, CtrlSum: AMOUNT, InstdAmt: AMOUNT, Ccy: /^[A-Z]{3}$/u },
  ...{ PmtMtd: /^(?:TRF|CHK|TRA)$/u, BtchBookg: /^(?:true|false)$/u, ChrgBr: /^(?:DEBT|CRED|SHAR|SLEV)$/u },
  IBAN: /^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/u,
  BICFI: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/u,
};

const IDENTIFIERS = new Set(['MsgId', 'PmtInfId', 'InstrId', 'EndToEndId']);

/** Whether the check digits of an IBAN fit (ISO 13616, remainder of 97 is 1). */
export function ibanFits(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(iban)) return false;
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((letter) => Number.parseInt(letter, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/**
 * Checks a file against the message definition as far as we use it (order and presence of elements, lengths, characters,
 * patterns), and against what no schema says: numbers and sums of transactions, decimals of the currency, IBAN check digits,
 * references given once. Empty where nothing is wrong.
 */
export function checkTransferFile(xml: string): FileProblem[] {
  const root = parse(xml);
  if (!root) return [{ at: '', problem: 'is not well formed' }];
  const problems: FileProblem[] = [];
  if (root.attributes !== 'xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"')
    problems.push({ at: root.name, problem: 'names another message' });
  walk(root, [], problems);
  if (problems.length === 0) checkSums(root, problems);
  return problems;
}

function walk(node: Node, above: readonly string[], problems: FileProblem[]): void {
  const path = [...above, node.name];
  const say = (problem: string) => problems.push({ at: path.join('/'), problem });
  const shape = SHAPES[path.slice(-2).join('/')] ?? SHAPES[node.name];
  if (shape === undefined) return void say('is not expected here');
  if (shape instanceof RegExp) {
    if (node.children.length > 0 || !shape.test(node.text)) say(`holds what it may not: ${node.text.slice(0, 40)}`);
    if (IDENTIFIERS.has(node.name) && /^\/|\/$|\/\//u.test(node.text)) say('begins, ends or doubles a slash');
    if (node.name === 'IBAN' && !ibanFits(node.text)) say('has check digits that do not fit');
    return;
  }
  if (node.text.trim() !== '') say('holds text between its elements');
  const rest = [...node.children];
  for (const wanted of shape) {
    const names = wanted.replace(/[?+]$/u, '').split('|');
    let found = 0;
    while (rest[0] && names.includes(rest[0].name) && (found === 0 || wanted.endsWith('+'))) {
      rest.shift();
      found += 1;
    }
    if (found === 0 && !wanted.endsWith('?')) say(`lacks ${names.join(' or ')}, or has it in another place`);
  }
  if (rest[0]) say(`has ${rest[0].name} where it does not belong`);
  for (const child of node.children) walk(child, path, problems);
}

function checkSums(root: Node, problems: FileProblem[]): void {
  const group = all(root, 'GrpHdr')[0]!;
  const transfers = all(root, 'CdtTrfTxInf');
  const amounts = transfers.flatMap((transfer) => all(transfer, 'InstdAmt'));
  for (const part of [group, ...all(root, 'PmtInf')]) {
    const own = part === group ? amounts : all(part, 'InstdAmt');
    const say = (problem: string) => problems.push({ at: part.name, problem });
    const told = part.children.find((child) => child.name === 'NbOfTxs')?.text;
    if (told !== undefined && Number(told) !== own.length) say(`counts ${told} transfers and holds ${own.length}`);
    const sum = part.children.find((child) => child.name === 'CtrlSum')?.text;
    const total = own.reduce((all, one) => all + scaled(one.text), 0n);
    if (sum !== undefined && scaled(sum) !== total) say(`says a sum of ${sum} that its transfers do not make`);
  }
  for (const { attributes, text } of amounts) {
    const code = parseCurrency(/^Ccy="([A-Z]{3})"$/u.exec(attributes)?.[1] ?? '');
    const decimals = text.split('.')[1]?.length ?? 0;
    if (!code || decimals > minorDigits(code) || scaled(text) <= 0n)
      problems.push({ at: 'InstdAmt', problem: `is no amount of its currency: ${text} ${attributes}` });
  }
  const references = transfers.flatMap((transfer) => all(transfer, 'EndToEndId')).map((one) => one.text);
  if (new Set(references).size < references.length)
    problems.push({ at: 'EndToEndId', problem: 'is given to two transfers' });
}

/** Hundred-thousandths, the finest an amount may be. */
function scaled(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(5, '0'));
}

const all = (node: Node, name: string): Node[] =>
  node.children.flatMap((child) => (child.name === name ? [child] : all(child, name)));

/** Elements, attributes and text, which is all our files hold; null where they are not nested. */
function parse(xml: string): Node | null {
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/u, '').trim();
  const top: Node = { name: '', attributes: '', children: [], text: '' };
  const open: Node[] = [top];
  for (const [whole, slash, name, attributes] of body.matchAll(/<(\/?)([A-Za-z]+)((?:\s[^<>]*)?)>|[^<>]+|[<>]/gu)) {
    const current = open.at(-1)!;
    if (name === undefined) {
      if (whole === '<' || whole === '>') return null;
      current.text += unescaped(whole);
    } else if (slash === '') {
      const node: Node = { name, attributes: (attributes ?? '').trim(), children: [], text: '' };
      current.children.push(node);
      open.push(node);
    } else if (open.length < 2 || open.pop()?.name !== name) return null;
  }
  return open.length === 1 && top.children.length === 1 && top.text.trim() === '' ? top.children[0]! : null;
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
