import { type Box, type DomRect, domRect, unionBox } from './box.js';
import { childElements, ELEMENT_NODE, type SvgNode } from './svg-node.js';
import { textBox } from './text-box.js';
import { parseTransform, transformBox } from './transform.js';

const RECTANGLES = new Set(['rect', 'image', 'foreignObject']);

/**
 * Stands in for `getBBox`: the box of texts and rectangles in the element's own coordinates.
 *
 * @param node - an SVG element
 * @returns its box; without extent where there is nothing to measure
 * @remarks Paths have no box: Plotly measures texts and the rectangles around them.
 */
export function boundingBox(node: SvgNode): DomRect {
  return domRect(localBox(node));
}

/**
 * Stands in for `getBoundingClientRect`: as {@link boundingBox}, in the picture's coordinates.
 *
 * @param node - an SVG element
 * @returns its box; without extent where there is nothing to measure
 */
export function boundingClientRect(node: SvgNode): DomRect {
  let box = localBox(node);
  let at: SvgNode | null = node;
  for (; box && at?.nodeType === ELEMENT_NODE; at = at.parentNode) box = outerBox(at, box);
  return domRect(box);
}

function localBox(node: SvgNode): Box | undefined {
  const name = node.localName;
  if (name === 'text' || name === 'tspan') return textBox(node);
  if (RECTANGLES.has(name)) return rectangleBox(node);
  const boxes = childElements(node).map((child) => {
    const box = localBox(child);
    return box && outerBox(child, box);
  });
  return unionBox(boxes);
}

function outerBox(node: SvgNode, box: Box): Box {
  const transform = node.getAttribute('transform');
  return transform ? transformBox(parseTransform(transform), box) : box;
}

function rectangleBox(node: SvgNode): Box {
  const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) =>
    Number.parseFloat(node.getAttribute(name) ?? '0'),
  );
  return { left: x, top: y, right: x + width, bottom: y + height };
}
