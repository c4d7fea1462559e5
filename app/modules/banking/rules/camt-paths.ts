import type { XmlElement } from '#app/kernel/xml/read-xml.ts';

/** The children of this name, whatever namespace they say they are in: banks leave it out, and versions differ in nothing else. */
export const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The first element down a path of names. */
export function at(element: XmlElement, path: string): XmlElement | undefined {
  let here: XmlElement | undefined = element;
  for (const name of path.split('/')) here = here?.children.find((child) => child.name === name);
  return here;
}

export const textAt = (element: XmlElement, path: string): string => at(element, path)?.text.trim() ?? '';

/** Everything of this name anywhere below, in the order of the file. */
export function below(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...below(child, name)]);
}
