/** As much of a DOM node as drawing in Node needs; `linkedom` gives the nodes. */
export interface SvgNode {
  /** 1: an element, 3: text. */
  readonly nodeType: number;
  /** Name of the element in its own case, e.g. `tspan` or `clipPath`. */
  readonly localName: string;
  /** Text of this node and all below it. */
  readonly textContent: string | null;
  /** Nodes right below. */
  readonly childNodes: Iterable<SvgNode>;
  /** The element around this one; null for the topmost. */
  readonly parentNode: SvgNode | null;
  /** Attributes in the order in which they were set. */
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  /** Inline style by its names in camel case; what is not set is an empty text. */
  readonly style: Readonly<Record<string, string>>;
  /**
   * Reads an attribute.
   *
   * @param name - the attribute
   * @returns its text, or null
   */
  getAttribute(name: string): string | null;
}

/** Value of a node's type that marks elements. */
export const ELEMENT_NODE = 1;

/** Value of a node's type that marks text. */
export const TEXT_NODE = 3;

/**
 * The elements right below an element.
 *
 * @param node - an element
 * @returns its child elements, in order
 */
export function childElements(node: SvgNode): SvgNode[] {
  return [...node.childNodes].filter(({ nodeType }) => nodeType === ELEMENT_NODE);
}
