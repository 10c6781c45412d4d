import type { Box } from './box.js';
import { ELEMENT_NODE, type SvgNode, TEXT_NODE } from './svg-node.js';
import { type Font, textWidthPx } from './text-width.js';

const DEFAULT_FONT: Font = { sizePx: 12, bold: false };
const ASCENT = 0.93;
const DESCENT = 0.24;
const BOLD = /bold|[6-9]00/;

/**
 * Where a text element stands, in its own coordinates.
 *
 * @param text - a text element as Plotly makes them: one line, or a `tspan` of class `line` each
 * @returns its box, or undefined where it has no text
 */
export function textBox(text: SvgNode): Box | undefined {
  if (!text.textContent) return undefined;
  const font = fontOf(text, DEFAULT_FONT);
  const lines = [...text.childNodes].filter(isLine);
  const boxes = (lines.length > 0 ? lines : [text]).map((line) => lineBox(line, text, font));
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/**
 * How long a text is from its first to its last character.
 *
 * @param text - a text element or a part of one
 * @returns width in pixels
 */
export function textLengthPx(text: SvgNode): number {
  return runWidthPx(text, text.parentNode ? fontOf(text.parentNode, DEFAULT_FONT) : DEFAULT_FONT);
}

function isLine(node: SvgNode): boolean {
  return node.nodeType === ELEMENT_NODE && node.getAttribute('class') === 'line';
}

function lineBox(line: SvgNode, text: SvgNode, font: Font): Box {
  const width = line === text ? childrenWidthPx(text, font) : runWidthPx(line, font);
  const at = (name: string) => Number(line.getAttribute(name) ?? text.getAttribute(name) ?? 0);
  const baseline = at('y') + emsPx(line.getAttribute('dy'), font);
  const left = at('x') - width * shareLeftOfAnchor(text);
  return {
    left,
    right: left + width,
    top: baseline - ASCENT * font.sizePx,
    bottom: baseline + DESCENT * font.sizePx,
  };
}

function shareLeftOfAnchor(text: SvgNode): number {
  const anchors = [text.style['textAnchor'], text.getAttribute('text-anchor')];
  if (anchors.includes('middle')) return 0.5;
  return anchors.includes('end') ? 1 : 0;
}

function runWidthPx(run: SvgNode, around: Font): number {
  return childrenWidthPx(run, fontOf(run, around));
}

function childrenWidthPx(node: SvgNode, font: Font): number {
  return [...node.childNodes].reduce((sum, child) => {
    if (child.nodeType === TEXT_NODE) return sum + textWidthPx(child.textContent ?? '', font);
    return child.nodeType === ELEMENT_NODE ? sum + runWidthPx(child, font) : sum;
  }, 0);
}

function fontOf({ style }: SvgNode, around: Font): Font {
  const { fontSize = '', fontWeight = '' } = style;
  const size = Number.parseFloat(fontSize);
  const relative = fontSize.endsWith('%') ? (size / 100) * around.sizePx : size;
  return {
    sizePx: Number.isFinite(size) ? relative : around.sizePx,
    bold: fontWeight === '' ? around.bold : BOLD.test(fontWeight),
  };
}

function emsPx(length: string | null, { sizePx }: Font): number {
  const value = Number.parseFloat(length ?? '0');
  return length?.endsWith('em') ? value * sizePx : value;
}
