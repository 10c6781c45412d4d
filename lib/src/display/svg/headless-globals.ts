import { parseHTML } from 'linkedom';
import { boundingBox, boundingClientRect } from './bounding-box.js';
import { pathLengthPx, pathPoints, pointAtLength } from './path-points.js';
import { rasterCanvas } from './raster-canvas.js';
import { svgMarkup } from './svg-markup.js';
import type { SvgNode } from './svg-node.js';
import { textLengthPx } from './text-box.js';

/** What a browser has and Node has not, as far as Plotly draws with it. */
interface Page {
  readonly document: { createElement(name: string): unknown };
  readonly DOMParser: unknown;
  readonly Element: { readonly prototype: object };
  readonly HTMLElement: unknown;
  readonly SVGElement: { readonly prototype: object };
}

/**
 * Makes the globals of an empty page in which Plotly draws without a browser: a document whose
 * texts are measured by {@link boundingBox} and whose canvas fills rectangles.
 *
 * @param random - stands in for `Math.random`, so that ids can be told beforehand
 * @returns values by the names under which a script of a page knows them
 */
export function headlessGlobals(random: () => number): Record<string, unknown> {
  const page = parseHTML(
    '<!doctype html><html><head></head><body></body></html>',
  ) as unknown as Page;
  const { document, DOMParser, Element, HTMLElement, SVGElement } = page;
  addMeasures(Element.prototype);
  keepCase(SVGElement.prototype);
  addCanvas(document);
  const globals = {
    document,
    DOMParser,
    Element,
    HTMLElement,
    SVGElement,
    XMLSerializer: Serializer,
    URL,
    Math: Object.assign(Object.create(Math) as typeof Math, { random }),
    navigator: { userAgent: 'Node' },
    getComputedStyle: computedStyle,
    requestAnimationFrame: setImmediate,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  // linkedom's own window passes what is set on it on to the process's globals.
  const window = { ...globals };
  Object.defineProperty(document, 'defaultView', { value: window });
  // What a bundle sets on the global object stays with it.
  const own = Object.create(globalThis) as typeof globalThis;
  return { ...globals, window, self: window, globalThis: own };
}

class Serializer {
  serializeToString(node: SvgNode): string {
    return svgMarkup(node);
  }
}

function addMeasures(prototype: object): void {
  Object.assign(prototype, {
    getBBox(this: SvgNode) {
      return boundingBox(this);
    },
    getBoundingClientRect(this: SvgNode) {
      return boundingClientRect(this);
    },
    getComputedTextLength(this: SvgNode) {
      return textLengthPx(this);
    },
    getTotalLength(this: SvgNode) {
      return pathLengthPx(cornersOf(this));
    },
    getPointAtLength(this: SvgNode, lengthPx: number) {
      return pointAtLength(cornersOf(this), lengthPx);
    },
  });
}

function cornersOf(path: SvgNode) {
  return pathPoints(path.getAttribute('d') ?? '');
}

// linkedom writes the names of SVG elements in upper case, as of HTML ones; Plotly tells by case.
function keepCase(prototype: object): void {
  const name = {
    configurable: true,
    get(this: SvgNode) {
      return this.localName;
    },
  };
  Object.defineProperties(prototype, { nodeName: name, tagName: name });
}

function addCanvas(document: Page['document']): void {
  const createElement = document.createElement.bind(document);
  document.createElement = (name) => (name === 'canvas' ? rasterCanvas() : createElement(name));
}

// Plotly asks for transforms, which nothing on this page has, and for how images are scaled.
function computedStyle({ style }: SvgNode): object {
  return {
    imageRendering: style['imageRendering'],
    getPropertyValue: (name: string) => (name.endsWith('transform') ? 'none' : ''),
  };
}
