import { ok, type Result, refuse } from '#app/kernel/result.ts';

/** Shapes, colours and words: all a logo needs. What can fetch, run or repeat itself is not among them. */
const ELEMENTS = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath mask title desc ' +
    'metadata text tspan style'
  ).split(' '),
);
/** Notes that drawing programs leave behind; nothing draws them. */
const NOTES = /^(sodipodi|inkscape|rdf|cc|dc):/;
const ELEMENTS_MAX = 5_000;
const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

type Drawing = { readonly width: number; readonly height: number };
type Attributes = ReadonlyMap<string, string>;

/**
 * Reads an SVG and answers its size in units of its own; refuses, with the sentence for the person, everything but drawn
 * shapes: script, event handlers, pictures or styles from elsewhere, embedded pages, entities. Refused rather than cut
 * out, so that what is kept is what was sent.
 */
export function readSvg(text: string): Result<Drawing, string> {
  const body = text.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, '').replace(/<!--[\s\S]*?-->/g, '');
  if (/<!DOCTYPE|<!ENTITY/i.test(body)) return refuse('The SVG declares a document type. Save it as plain SVG.');
  if (/<!\[CDATA\[|<\?/.test(body)) return refuse('The SVG holds instructions or raw data. Save it as plain SVG.');
  const open: string[] = [];
  let root: Attributes | null = null;
  let count = 0;
  let styleFrom = 0;
  for (let at = body.indexOf('<'); at >= 0; at = body.indexOf('<', TAG.lastIndex)) {
    TAG.lastIndex = at;
    const tag = TAG.exec(body);
    if (!tag) return refuse('The SVG is not well formed. Export it again from the drawing program.');
    const [, closes, name, attributes, empty] = tag as unknown as [string, string, string, string, string];
    if (closes) {
      if (open.pop() !== name) return refuse('The SVG is not well formed. Export it again from the drawing program.');
      if (name === 'style') {
        const unfit = styleFault(body.slice(styleFrom, at));
        if (unfit) return refuse(unfit);
      }
      continue;
    }
    count += 1;
    if (count > ELEMENTS_MAX)
      return refuse(`The SVG has more than ${ELEMENTS_MAX} shapes. Simplify it, or send a PNG.`);
    if (!ELEMENTS.has(name) && !NOTES.test(name)) return refuse(elementFault(name));
    const named = attributesOf(attributes);
    const unfit = attributeFault(named);
    if (unfit) return refuse(unfit);
    if (open.length === 0) {
      if (root || name !== 'svg') return refuse('The file is no SVG: it does not begin with an svg element.');
      root = named;
    }
    if (name === 'style') styleFrom = TAG.lastIndex;
    if (!empty) open.push(name);
  }
  if (!root || open.length > 0) return refuse('The SVG ends in the middle. Send it again.');
  return sizeOf(root);
}

const attributesOf = (text: string): Attributes =>
  new Map([...text.matchAll(ATTRIBUTE)].map((found) => [found[1]!, found[2] ?? found[3] ?? '']));

const elementFault = (name: string): string =>
  name === 'script' || name === 'foreignObject'
    ? `The SVG holds ${name === 'script' ? 'a script' : 'a page of its own (foreignObject)'}. A logo may not; export it without.`
    : `The SVG holds “${name.slice(0, 40)}”, which a logo may not. Turn it into paths, or send a PNG.`;

function attributeFault(attributes: Attributes): string | null {
  for (const [name, value] of attributes) {
    if (/^on/i.test(name)) return `The SVG reacts to events (${name.slice(0, 40)}). A logo may not; export it without.`;
    if (/(^|:)(href|src)$/i.test(name) && !value.startsWith('#'))
      return `The SVG fetches something from elsewhere (${name}). Put everything into the drawing.`;
    const unfit = name.startsWith('xmlns') ? null : styleFault(value);
    if (unfit) return unfit;
  }
  return null;
}

/** What a style or a value may not hold: anything from elsewhere, and ways of writing that hide it. */
function styleFault(value: string): string | null {
  if (/url\(\s*(?!["']?#)/i.test(value) || /@import|javascript:|expression\(/i.test(value))
    return 'The SVG fetches something from elsewhere in its styles. Put everything into the drawing.';
  if (/\\|&#/.test(value)) return 'The SVG hides characters in its styles. Save it as plain SVG.';
  return null;
}

function sizeOf(root: Attributes): Result<Drawing, string> {
  const [, , boxWidth, boxHeight] = (root.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const width = boxWidth || pixels(root.get('width'));
  const height = boxHeight || pixels(root.get('height'));
  if (width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height)) return ok({ width, height });
  return refuse('The SVG does not say how large it is. Give it a viewBox.');
}

const pixels = (text = ''): number => Number(text.replace(/px$/, ''));
