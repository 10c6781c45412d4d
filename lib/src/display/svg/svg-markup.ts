import { htmlEscape } from 'escape-goat';
import { ELEMENT_NODE, type SvgNode, TEXT_NODE } from './svg-node.js';

const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const LONG_DECIMAL = /-?\d+\.\d{3,}(?:e-?\d+)?/g;
const NAMES_ONLY_A_BROWSER_NEEDS = /^(class$|data-|xmlns|version$)/;
const STYLES_WITHOUT_EFFECT =
  /^(pointer-events:.*|cursor:.*|opacity: ?1|(fill|stroke)-opacity: ?1|font-(style|variant|weight): ?normal|text-(transform|shadow|decoration-line): ?\w*)$/;
// Plotly writes it for the quotation marks in a style and strips it from markup of its own.
const PLOTLYS_QUOTE = 'TOBESTRIPPED';
const EMPTY_GROUPS = new Set(['g', 'defs']);
const NAMESPACES = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

/**
 * Writes a picture as XML: two decimals, and without the hooks for scripts and empty groups.
 *
 * @param root - the `svg` element
 * @returns well-formed markup
 */
export function svgMarkup(root: SvgNode): string {
  return nodeMarkup(root);
}

function nodeMarkup(node: SvgNode): string {
  if (node.nodeType === TEXT_NODE) return xmlText(node.textContent ?? '');
  return node.nodeType === ELEMENT_NODE ? elementMarkup(node) : '';
}

function elementMarkup(node: SvgNode): string {
  const name = node.localName;
  const inside = [...node.childNodes].map(nodeMarkup).join('');
  if (inside === '' && EMPTY_GROUPS.has(name)) return '';
  const tag = `${name}${name === 'svg' ? NAMESPACES : ''}${attributesMarkup(node)}`;
  return inside === '' ? `<${tag}/>` : `<${tag}>${inside}</${name}>`;
}

function attributesMarkup({ attributes }: SvgNode): string {
  return [...attributes]
    .filter(({ name }) => !NAMES_ONLY_A_BROWSER_NEEDS.test(name))
    .map(({ name, value }) => ({ name, value: attributeText(name, value) }))
    .filter(({ name, value }) => value !== '' || name !== 'style')
    .map(({ name, value }) => ` ${name === 'href' ? 'xlink:href' : name}="${xmlText(value)}"`)
    .join('');
}

function attributeText(name: string, value: string): string {
  if (name === 'style') return styleText(value);
  if (name.endsWith('href')) return value;
  return value.replace(LONG_DECIMAL, (number) => String(Number(Number(number).toFixed(2))));
}

function styleText(style: string): string {
  const declarations = style
    .replaceAll(PLOTLYS_QUOTE, "'")
    .split(/;\s*/)
    .map((declaration) => declaration.trim());
  return declarations
    .filter((declaration) => declaration !== '' && !STYLES_WITHOUT_EFFECT.test(declaration))
    .join(';');
}

function xmlText(text: string): string {
  return htmlEscape(text.replace(NOT_XML, ''));
}
